/**
 * What the documentation page runs: it filters the list of operations, and tries one with the token that is given, which
 * is kept until the tab is closed. Everything that comes back is shown as text.
 */
export const script = `
const byId=(id)=>document.getElementById(id);
const filter=byId('filter');
filter.addEventListener('input',()=>{
  const wanted=filter.value.trim().toLowerCase();
  for(const item of document.querySelectorAll('nav li'))item.hidden=!item.textContent.toLowerCase().includes(wanted);
});

const kept='relance-token',token=byId('token'),who=byId('who');
const tokenGiven=()=>token.value.trim().replace(/^Bearer /i,'');
function claimsOf(text){
  try{
    const bytes=Uint8Array.from(atob(text.split('.')[1].replaceAll('-','+').replaceAll('_','/')),(each)=>each.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  }catch{return undefined}
}
function showWho(){
  const text=tokenGiven(),claims=claimsOf(text);
  const role=[claims?.['cognito:groups']].flat().join(' ').replaceAll('_',' ');
  who.textContent=text===''?'None given: operations can be read, not tried.'
    :claims===undefined?'This is no token.'
    :'You try as '+(claims['custom:user_id']??'nobody')+(role===''?'':', '+role)+', in '+(claims['custom:organisation']??'no organisation')+'.';
}
token.value=sessionStorage.getItem(kept)??'';
token.addEventListener('input',()=>{sessionStorage.setItem(kept,tokenGiven());showWho()});
showWho();

function element(name,properties,...children){
  const made=Object.assign(document.createElement(name),properties);
  made.append(...children);
  return made;
}
function formOf(details){
  const [method,path]=details.dataset.call.split(' ');
  const fields=JSON.parse(details.dataset.fields).map(([name,place,required])=>({
    name,place,required,input:element('input',{required,autocomplete:'off',spellcheck:false,ariaLabel:name})}));
  const sample=details.parentElement.querySelector('pre.body');
  const body=sample&&element('textarea',{value:sample.textContent,spellcheck:false,ariaLabel:'Body',rows:Math.min(16,sample.textContent.split('\\n').length+1)});
  const answer=element('pre',{hidden:true,tabIndex:0}),status=element('output',{});
  const send=element('button',{textContent:'Send'});
  const form=element('form',{},...fields.map(({name,place,required,input})=>element('label',{},element('span',{},element('code',{textContent:name}),' in '+place+(required?', required':'')),input)),...(body?[element('label',{className:'whole'},element('span',{textContent:'Body'}),body)]:[]),element('p',{},send,' ',status),answer);
  form.addEventListener('submit',async(event)=>{
    event.preventDefault();
    if(tokenGiven()===''){token.focus();token.scrollIntoView({block:'center'});return}
    send.disabled=true;
    try{
      await call({method,path,fields,type:sample?.dataset.type??'application/json',body:body?.value.trim()||undefined},status,answer);
    }catch(error){
      status.className='bad';status.textContent='Not sent: '+error.message;answer.hidden=true;
    }
    send.disabled=false;
  });
  return form;
}
async function call({method,path,fields,type,body},status,answer){
  const given=fields.map(({name,place,input})=>({name,place,value:input.value.trim()})).filter(({value})=>value!=='');
  const url=new URL(path.replace(/{(\\w+)}/g,(_,name)=>encodeURIComponent(given.find((each)=>each.name===name&&each.place==='path')?.value??'')),location.origin);
  const headers={authorization:'Bearer '+tokenGiven(),...(body&&{'content-type':type})};
  for(const {name,place,value} of given){
    if(place==='query')url.searchParams.set(name,value);
    if(place==='header')headers[name]=value;
  }
  const began=performance.now();
  const response=await fetch(url,{method,headers,body,credentials:'omit'});
  const text=await response.text();
  const etag=response.headers.get('etag');
  status.className=response.ok?'good':'bad';
  status.textContent=response.status+' · '+Math.round(performance.now()-began)+' ms'+(etag?' · ETag '+etag:'');
  answer.textContent=pretty(text);
  answer.hidden=text==='';
}
function pretty(text){
  try{return JSON.stringify(JSON.parse(text),null,2)}catch{return text}
}
// The form is made when it is first opened.
document.addEventListener('toggle',({target})=>{
  if(target.matches('details.try')&&target.open&&target.children.length===1)target.append(formOf(target));
},true);
`;

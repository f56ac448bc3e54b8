/** Style of the documentation page: fonts of the system, light and dark. */
export const style = `
:root{color-scheme:light dark;--line:#d8dee6;--soft:#f5f7fa;--text:#1b2430;--muted:#5b6878;--link:#1d4ed8;--page:#fff}
@media(prefers-color-scheme:dark){:root{--line:#2c3645;--soft:#161d27;--text:#e4e9f0;--muted:#98a5b6;--link:#8ab4ff;--page:#0f141b}}
*{box-sizing:border-box}
body{margin:0;display:grid;grid-template-columns:20rem minmax(0,1fr);font:15px/1.55 system-ui,sans-serif;color:var(--text);background:var(--page)}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:3px solid #f59e0b;outline-offset:2px}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:1rem;background:var(--page);padding:.5rem;z-index:1}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.25rem;border-right:1px solid var(--line);background:var(--soft)}
nav h1{font-size:1.25rem;margin:0 0 .75rem}nav small{color:var(--muted);font-weight:400}
nav h3{font-size:.8rem;text-transform:uppercase;letter-spacing:.05em;margin:1.25rem 0 .25rem}nav h3 a{color:var(--muted)}
nav ul{list-style:none;margin:0;padding:0}nav li a{display:flex;gap:.5rem;align-items:baseline;padding:.2rem 0;color:var(--text)}
input{width:100%;font:inherit;padding:.4rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--page);color:inherit}
main{padding:1.5rem 2.5rem 4rem;max-width:64rem}
section{margin-bottom:3rem}h2{font-size:1.6rem;border-bottom:1px solid var(--line);padding-bottom:.4rem}
article{border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.25rem;margin:1rem 0;scroll-margin-top:1rem}
article:target{border-color:var(--link)}article h3{margin:0 0 .4rem}h4{margin:1rem 0 .4rem}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:var(--soft);border:1px solid var(--line);border-radius:.4rem;padding:.75rem;overflow:auto;max-height:24rem}
table{width:100%;border-collapse:collapse;margin:.5rem 0;font-size:14px}th{text-align:left;color:var(--muted);font-weight:500}
th,td{border-bottom:1px solid var(--line);padding:.35rem .5rem .35rem 0;vertical-align:top;overflow-wrap:anywhere}
.method{display:inline-block;min-width:3.6rem;text-align:center;font:600 11px/1.7 ui-monospace,monospace;text-transform:uppercase;border-radius:.3rem;color:#fff;background:#475569}
.method.get{background:#1d4ed8}.method.post{background:#15803d}.method.put{background:#a14a06}.method.patch{background:#7e22ce}.method.delete{background:#b91c1c}
.status{font:600 13px ui-monospace,monospace}.good{color:#15803d}.bad{color:#b91c1c}
@media(prefers-color-scheme:dark){.good{color:#6ee7a0}.bad{color:#fca5a5}}
.need{margin-left:.4rem;font-size:11px;color:#b45309}summary{cursor:pointer}
.token{margin:1.25rem 0 0;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:.6rem;background:var(--soft)}
.token label{display:block;margin-bottom:.4rem;font-weight:600}.token output{display:block;margin-top:.4rem;color:var(--muted)}
.try{margin-top:1rem;padding-top:.75rem;border-top:1px dashed var(--line)}.try>summary{font-weight:600;color:var(--link)}
.try form{display:grid;gap:.6rem;margin-top:.75rem}.try label{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.75rem;align-items:center}
.try label.whole{grid-template-columns:1fr;gap:.2rem}.try label span{color:var(--muted);font-size:13px}.try p,.try pre{margin:0}
textarea{width:100%;font:13px/1.5 ui-monospace,monospace;padding:.75rem;color:inherit;background:var(--soft);border:1px solid var(--line);border-radius:.4rem;resize:vertical}
button{font:inherit;font-weight:600;padding:.4rem 1.2rem;border:0;border-radius:.4rem;color:#fff;background:#1d4ed8;cursor:pointer}button:disabled{opacity:.6;cursor:default}
.try output{margin-left:.5rem;font:600 13px ui-monospace,monospace}
[hidden]{display:none!important}
@media(max-width:56rem){body{display:block}nav{position:static;height:auto;border:0}main{padding:1rem}.try label{grid-template-columns:1fr;gap:.2rem}}
`;

/**
 * By what bots that open mails and follow links are recognised (F8): data alone, so that a sign is added by adding
 * a line. `recognise-bot.ts` reads it. A sign that is wrong costs a true click, a missing one a false one: add what
 * is published or was seen, with its source.
 */
export const botSigns = {
  /**
   * Programs that name themselves: parts of a user agent, in small letters, by what they are.
   */
  agents: {
    crawler: [
      'googlebot',
      'bingbot',
      'bingpreview',
      'yandexbot',
      'applebot',
      'ahrefsbot',
      'crawler',
      'spider',
    ],
    'link preview': [
      'slackbot',
      'linkedinbot',
      'twitterbot',
      'telegrambot',
      'whatsapp/',
      'discordbot',
      'facebookexternalhit',
      'skypeuripreview',
      'microsoftpreview',
    ],
    'mail scanner': [
      'scanner',
      'proofpoint',
      'mimecast',
      'barracuda',
      'safelinks',
      'urldefense',
      'symantec',
      'messagelabs',
      'trendmicro',
      'fireeye',
      'forcepoint',
      'sophos',
      'zscaler',
      'microsoft office protocol discovery',
    ],
    program: [
      'headless',
      'phantomjs',
      'puppeteer',
      'playwright',
      'python-requests',
      'python-urllib',
      'python-httpx',
      'aiohttp',
      'curl/',
      'wget/',
      'go-http-client',
      'apache-httpclient',
      'okhttp',
      'java/',
      'node-fetch',
      'undici',
      'axios/',
      'libwww',
      'guzzlehttp',
    ],
  },

  /** User agents that say no more than this: Apple Mail's privacy proxy fetches every picture under the bare one. */
  bareAgents: ['', 'mozilla/5.0'],

  /** Proxies that fetch when the person opens, not before: what they fetch is the person's doing. */
  personsProxies: ['googleimageproxy', 'yahoomailproxy'],

  /** Networks in which no reader sits, by whose they are. Ranges as their owners publish or announce them. */
  networks: {
    // Apple's own network (AS714); the relays that Mail Privacy Protection leaves through are known by their agent.
    'Apple Mail Privacy Protection': ['17.0.0.0/8', '2620:149::/32', '2403:300::/32', '2a01:b740::/32'],
    // Microsoft 365 endpoints, "Exchange Online Protection".
    'Microsoft Defender for Office 365': [
      '40.92.0.0/15',
      '40.107.0.0/16',
      '52.100.0.0/14',
      '104.47.0.0/17',
      '2a01:111:f400::/48',
      '2a01:111:f403::/48',
    ],
    Proofpoint: [
      '67.231.144.0/20',
      '148.163.128.0/19',
      '185.132.180.0/22',
      '185.183.28.0/22',
      '91.207.212.0/23',
    ],
    Mimecast: [
      '205.139.110.0/23',
      '207.211.30.0/23',
      '63.128.21.0/24',
      '170.10.128.0/21',
      '185.58.84.0/22',
      '195.130.217.0/24',
      '91.220.42.0/24',
      '146.101.78.0/24',
    ],
    // Email Gateway Defense.
    Barracuda: ['209.222.80.0/21', '64.235.144.0/20'],
  },

  /** A person needs longer than this after the sending or the delivery; a scanner at the gateway does not. In seconds. */
  tooFastSeconds: 3,
  /**
   * A hit within so many seconds of the sending waits until the delivery is told of, and so many at most: most mails are
   * delivered within a minute, and SES tells of that within a minute and a half (0047).
   */
  early: { seconds: 60, toldSeconds: 120 },

  /**
   * Links that follow one another faster than a person reads: all links of a message that has two or more, or this many
   * of them, within so many seconds.
   */
  burst: { seconds: 5, links: 3 },
} as const;

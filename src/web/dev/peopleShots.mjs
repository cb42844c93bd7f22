// Takes pictures of people, administration, reports and settings in both themes and widths, and runs axe on each. For development only.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const out = process.argv[2] ?? '/tmp/rosterline-shots', only = process.argv[3]?.split(',');
const site = process.env.SITE ?? 'http://localhost:5173', api = process.env.ROSTERLINE_API ?? 'http://localhost:5080';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(out, { recursive: true });
const csv = `${out}/people.csv`;
writeFileSync(csv, ['First name,Last name,Cell,E-mail,Company,Start date,Opt-in', 'José,Núñez,(901) 555-0131,jose@mail.example,Fabrikam Retail,11/02/26,2026-02-02', 'Amara,Costa,(901) 555-0150,amara@mail.example,,11/03/26,yes', 'Lucas,Lindqvist,651-083-9012,lucas@mail.example,Contoso Health,13/31/26,', 'Hana,Rossi,(901) 555-0108,,,,yes'].join('\n'));
const call = (method, path, body) => fetch(`${api}/api/v1${path}`, { method, headers: { 'X-Rosterline': '1', ...(body ? { 'Content-Type': 'application/json' } : {}) }, body: body && JSON.stringify(body) });
const go = (path, wait = 500) => async (page) => { await page.goto(site + path); await page.locator('h1').first().waitFor(); await page.waitForTimeout(wait); };
const press = (path, name, wait = 500) => async (page) => { await go(path)(page); await page.getByRole('button', { name }).first().click(); await page.waitForTimeout(wait); };
const record = (q) => async (page) => {
  const { items } = await (await call('GET', `/people?q=${q}&active=true`)).json();
  await go(`/people/${items[0].id}`)(page);
};
const upload = async (page) => { await go('/people/import')(page); await page.locator('input[type=file]').setInputFiles(csv); await page.getByText('people.csv').waitFor(); };
const consent = async (page) => { await upload(page); await page.getByRole('button', { name: 'Continue' }).click(); await page.getByRole('radio', { name: /opt-in/ }).first().click(); await page.waitForTimeout(200); };
const check = async (page) => { await consent(page); await page.getByRole('radio', { name: /applied/ }).click(); await page.getByRole('button', { name: 'Continue' }).click(); await page.getByRole('heading', { name: /Under your policy/ }).waitFor(); };
const run = async (page) => { await check(page); await page.getByRole('button', { name: /^Import/ }).click(); await page.waitForTimeout(2_200); };

const scenes = {
  grid: go('/people/candidates'), contacts: go('/people/contacts'), nobody: go('/people/candidates?q=xyzzy&active=no'),
  selected: async (page) => { await go('/people/candidates')(page); for (const at of [1, 2, 3]) await page.getByRole('checkbox').nth(at).click(); },
  scrolled: async (page) => { await go('/people/candidates')(page); for (let at = 0; at < 12; at++) { await page.locator('[aria-busy]').evaluate((frame) => { frame.scrollTop = frame.scrollHeight; }); await page.waitForTimeout(150); } },
  newPerson: press('/people/candidates', 'New person'),
  record: record('Lucas'), recordBad: record('kowalski'), recordEdit: async (page) => { await record('Lucas')(page); await page.getByRole('button', { name: 'Edit: Details' }).click(); await page.getByRole('button', { name: 'Edit: Numbers' }).click(); },
  lock: async (page) => { await record('Hana')(page); await page.getByRole('button', { name: 'More', exact: true }).first().click(); await page.getByRole('menuitem', { name: 'Lock' }).click(); await page.waitForTimeout(400); },
  panel: async (page) => { await go('/people/candidates?q=lindq')(page); await page.getByRole('button', { name: /Lucas Lindqvist/ }).first().click(); await page.locator('#thread').waitFor(); await page.waitForTimeout(500); },
  panelBad: async (page) => { await go('/people/candidates')(page); await page.getByRole('button', { name: /No phone number/ }).first().click(); await page.waitForTimeout(600); },
  importFile: go('/people/import'), importColumns: upload, importConsent: consent, importCheck: check, importRun: run,
  importDone: async (page) => { await run(page); await page.getByText(/Download the/).waitFor({ timeout: 15_000 }); },
  lines: go('/admin/lines'), lineAdd: press('/admin/lines', 'Use a simulated line'), lineUsers: press('/admin/lines', /Choose people/),
  providers: go('/admin/providers'), providerAdd: press('/admin/providers', 'Add'),
  provider: async (page) => { await go('/admin/providers')(page); await page.getByRole('link', { name: /Northwind Main/ }).click(); await page.waitForTimeout(500); },
  providerNumbers: async (page) => { await scenes.provider(page); await page.getByRole('button', { name: 'Show the numbers' }).click(); await page.getByRole('button', { name: /Replace/ }).click(); await page.getByLabel('Auth token').fill('AC123'); await page.getByRole('button', { name: 'Test', exact: true }).click(); await page.waitForTimeout(500); },
  users: go('/admin/users'), invite: press('/admin/users', 'Invite one'),
  link: async (page) => { await scenes.invite(page); await page.getByLabel('Name').fill('Rosa Vargas'); await page.getByLabel('E-mail').fill(`rosa${Date.now()}@northwind.example`); await page.getByRole('button', { name: 'Make the link' }).click(); await page.waitForTimeout(500); },
  accounts: go('/admin/accounts'), keys: go('/admin/api'),
  keyMade: async (page) => { await press('/admin/api', 'Create key')(page); await page.getByLabel('What is it for?').fill('Payroll'); await page.getByRole('button', { name: 'Create', exact: true }).click(); await page.getByRole('heading', { name: 'Your new key' }).waitFor(); await page.waitForTimeout(400); },
  sending: async (page) => { await call('PUT', '/dev/organisation', { testMode: true, isDemo: false }); await go('/admin/sending')(page); },
  organisation: async (page) => { await call('PUT', '/dev/organisation', { testMode: false, isDemo: true }); await go('/admin/organisation')(page); }, health: go('/admin/health'), setup: go('/admin/set-up'),
  settings: go('/settings'), optOuts: go('/compliance/opt-outs'), optOutAdd: press('/compliance/opt-outs', 'Record an opt-out'),
  activity: go('/reports/sms-activity'), activityNone: go('/reports/sms-activity?from=2020-01-01&to=2020-01-02'),
};

let found = 0;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
for (const [width, height] of [[1280, 800], [390, 844]].filter(([each]) => !process.env.WIDTH || String(each) === process.env.WIDTH)) for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, timezoneId: 'America/Chicago' });
  await context.addInitScript(() => localStorage.setItem('rosterline.try-it', '{"closed":true,"done":[]}'));
  const page = await context.newPage();
  page.on('pageerror', (thrown) => console.log(`! ${thrown.message}`));
  page.on('console', (said) => { if (said.type() === 'error') console.log(`! ${said.text().slice(0, 300)}`); });
  for (const [name, scene] of Object.entries(scenes)) {
    if (only && !only.includes(name)) continue;
    try {
      await scene(page);
      await page.waitForTimeout(250);
      await page.screenshot({ path: `${out}/${name}-${colorScheme}-${width}.png` });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
      for (const { id, nodes } of violations) { found++; console.log(`axe ${name} ${colorScheme} ${width}: ${id} ${nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')}`); }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) console.log(`wide ${name} ${colorScheme} ${width}: ${wide}`);
    } catch (thrown) { console.log(`? ${name} ${colorScheme} ${width}: ${thrown.message.split('\n')[0]}`); }
  }
  await context.close();
}
await browser.close();
console.log(found === 0 ? 'axe: nothing' : `axe: ${found}`);

// Takes pictures of the main screens in both themes and widths, and runs axe on each. For development only.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const out = process.argv[2] ?? '/tmp/rosterline-shots', only = process.argv[3];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(out, { recursive: true });
const api = spawn(process.execPath, ['dev/server.mjs'], { env: { ...process.env, PORT: '5097' }, stdio: 'inherit' });
const web = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'preview', '--port', '4197', '--strictPort'], { env: { ...process.env, ROSTERLINE_API: 'http://localhost:5097' }, stdio: 'ignore' });
const site = 'http://localhost:4197';
const call = (method, path, body) => fetch(`http://localhost:5097/api/v1${path}`, { method, headers: { 'X-Rosterline': '1', ...(body && { 'Content-Type': 'application/json' }) }, body: body && JSON.stringify(body) });
const open = (name) => async (page) => { await page.goto(`${site}/inbox?view=team&state=${name.state ?? 'needs_reply'}`); await page.getByRole('link', { name: new RegExp(name.who) }).first().click(); await page.locator('#thread').waitFor(); };

/** Each picture: what to do before it is taken. */
const scenes = {
  inbox: open({ who: 'Lucas' }),
  writing: async (page) => { await open({ who: 'Lucas' })(page); await page.locator('#composer').fill('Monday at 10:30 works. Ask for Tom at the gate, he will show you the floor and the break room. Bring steel toes and the forklift card, please; parking is free behind the building.'); },
  undo: async (page) => { await open({ who: 'Carlos' })(page); await page.locator('#composer').fill('Yes, there is a rack by the door.'); await page.keyboard.press('Enter'); await page.waitForTimeout(700); },
  undone: async (page) => { await page.getByRole('button', { name: 'Undo' }).click(); },
  held: open({ who: 'Diego', state: 'waiting' }),
  failed: open({ who: 'Hana', state: 'waiting' }),
  closed: open({ who: 'Sofia', state: 'done' }),
  why: async (page) => { await open({ who: 'Diego', state: 'waiting' })(page); await page.getByRole('button', { name: /Why\?/ }).last().click(); await page.getByRole('dialog').waitFor(); await page.waitForTimeout(300); },
  unknown: open({ who: '662' }),
  list: async (page) => { await page.goto(`${site}/inbox?view=mine&state=needs_reply`); },
  decide: async (page) => { await page.goto(`${site}/inbox/decide`); await page.waitForTimeout(400); },
  search: async (page) => { await page.goto(`${site}/inbox`); await page.keyboard.press('/'); await page.getByRole('combobox').first().fill('lu'); await page.waitForTimeout(600); },
  palette: async (page) => { await page.goto(`${site}/inbox`); await page.locator('#page').waitFor(); await page.keyboard.press('Control+k'); await page.waitForTimeout(500); },
  menu: async (page) => { await page.goto(`${site}/inbox`); await page.getByRole('button', { name: /Menu of/ }).click(); await page.waitForTimeout(300); },
  shortcuts: async (page) => { await page.goto(`${site}/inbox`); await page.locator('#page').waitFor(); await page.keyboard.press('?'); await page.waitForTimeout(500); },
  phones: async (page) => { await page.goto(`${site}/phones/${encodeURIComponent('+19015550147')}`); await page.waitForTimeout(600); },
  phonelist: async (page) => { await page.goto(`${site}/phones`); await page.waitForTimeout(400); },
  person: async (page) => { await open({ who: 'Tom' })(page); const about = page.getByRole('button', { name: /About this person/ }).first(); if (await about.isVisible() && page.viewportSize().width < 1180) await about.click(); await page.waitForTimeout(300); },
  paused: async (page) => { await call('PUT', '/dev/organisation', { paused: { by: 'Ana', since: new Date().toISOString(), reason: 'wrong date in the Saturday text' } }); await open({ who: 'Lucas' })(page); },
  tryit: async (page) => { await page.goto(`${site}/inbox?tryit`); await page.evaluate(() => localStorage.setItem('rosterline.try-it', '{"closed":false,"done":["answer"]}')); await page.goto(`${site}/inbox?tryit&view=mine&state=needs_reply`); await page.waitForTimeout(500); await page.evaluate(() => localStorage.setItem('rosterline.try-it', '{"closed":true,"done":[]}')); },
  signin: async (page) => { await call('PUT', '/dev/organisation', { paused: null }); await call('DELETE', '/session'); await page.goto(site); await page.locator('form').waitFor(); await call('POST', '/session', { email: '', password: '' }); },
};

let found = 0;
try {
  await new Promise((done) => { setTimeout(done, 1_500); });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  for (const [width, height] of [[1280, 800], [390, 844]]) for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: width === 390 ? 2 : 1, timezoneId: 'America/Chicago' });
    await context.addInitScript(() => { if (!location.search.includes('tryit')) localStorage.setItem('rosterline.try-it', '{"closed":true,"done":[]}'); });
    const page = await context.newPage();
    page.setDefaultTimeout(6_000);
    page.on('pageerror', (thrown) => console.log(`! ${thrown.message}`));
    page.on('console', (said) => { if (said.type() === 'error' && !/401/.test(said.text())) console.log(`! ${said.text()}`); });
    for (const [name, scene] of Object.entries(scenes)) {
      if (only && !only.split(',').includes(name)) continue;
      try {
        await scene(page);
        await page.waitForTimeout(350);
        await page.screenshot({ path: `${out}/${name}-${colorScheme}-${width}.png` });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
        for (const { id, nodes } of violations) { found++; console.log(`axe ${name} ${colorScheme} ${width}: ${id} ${nodes.slice(0, 3).map((node) => node.html.slice(0, 110)).join(' | ')}`); }
      } catch (thrown) { console.log(`? ${name} ${colorScheme} ${width}: ${thrown.message.split('\n')[0]}`); }
    }
    await context.close();
  }
  await browser.close();
} finally {
  api.kill();
  web.kill();
  console.log(`${found} findings of axe, pictures in ${out}`);
}

// Takes pictures of pages for a person to look at: node look.mjs OUT ADDRESS PATH…
import { browser, signIn, widths } from './site.mjs'
const [out, address, ...paths] = process.argv.slice(2)
const b = await browser()
let state, plan, action
{
  const context = await b.newContext()
  const page = await context.newPage()
  await signIn(page, address)
  // `{plan}` in a path stands for the plan worked on now; `{action}` for its first action.
  await page.goto(new URL('/', address).href)
  plan = new URL(page.url()).pathname
  await page.goto(new URL(plan + '/plan', address).href)
  action = await page.locator('th.app-table__ref a').first().getAttribute('href').catch(() => '')
  state = await context.storageState()
  await context.close()
}
for (const [name, viewport] of Object.entries(widths)) {
  const context = await b.newContext({ viewport, storageState: state, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) console.log(name, m.text()) })
  for (const asked of paths) {
    const path = asked.replace('{plan}', plan).replace('{action}', action).replace('{key}', action.split('/').pop())
    const r = await page.goto(new URL(path, address).href)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    console.log(name, path, r.status(), 'overflow', over, (await r.allHeaders())['server-timing'])
    const file = asked.replaceAll(/\W+/g, '-').replace(/^-|-$/g, '') || 'home'
    await page.screenshot({ path: `${out}/${file}-${name}.png`, fullPage: process.env.FULL === '1' })
  }
  await context.close()
}
await b.close()

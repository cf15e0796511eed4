// Takes pictures of pages for a person to look at: node look.mjs OUT ADDRESS PATH…
import { browser, signIn, widths } from './site.mjs'
const [out, address, ...paths] = process.argv.slice(2)
const b = await browser()
let state
{
  const context = await b.newContext()
  const page = await context.newPage()
  await signIn(page, address)
  state = await context.storageState()
  await context.close()
}
for (const [name, viewport] of Object.entries(widths)) {
  const context = await b.newContext({ viewport, storageState: state, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) console.log(name, m.text()) })
  for (const path of paths) {
    const r = await page.goto(new URL(path, address).href)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    console.log(name, path, r.status(), 'overflow', over, (await r.allHeaders())['server-timing'])
    const file = path.replaceAll(/\W+/g, '-').replace(/^-/, '') || 'home'
    await page.screenshot({ path: `${out}/${file}-${name}.png`, fullPage: process.env.FULL === '1' })
  }
  await context.close()
}
await b.close()

// The browser tests: node run.mjs [PROGRAM]. PROGRAM is the throughline binary (default: the debug build).
// 1. every kind of page of the demonstration, at 1280 and 320 pixels, has no axe violation and does not run sideways;
// 2. with the keyboard alone one gets into a page, and what has the focus can be seen;
// 3. the journey: a recommendation, its action, a revised date, an overridden rating, undone, two days compared;
// 4. a column and a row of an upload put right before it is accepted;
// 5. a definition adapted: refused, tried, saved, taken back;
// 6. a figure typed in, a file of them previewed, kept, taken back;
// 7. from a red tile to its children in two clicks and to its definition in one;
// 8. a pack drafted, written on, approved, issued, its files fetched;
// 9. without JavaScript every page of the navigation shows the same text;
// 10. the same journey over the real plans beside the repository, which are uploaded first; skipped where they are not.
import { analyst } from './analyst.mjs'
import { browser, signIn, start, widths } from './site.mjs'
import { corpus } from './corpus.mjs'
import { crawl } from './crawl.mjs'
import { define } from './define.mjs'
import { faults } from './axe.mjs'
import { importing } from './import.mjs'
import { journey } from './journey.mjs'
import { keyboard } from './keyboard.mjs'
import { packs } from './packs.mjs'
import { stated } from './stated.mjs'

const target = process.env.CARGO_TARGET_DIR ?? new URL('../../target', import.meta.url).pathname
const program = process.argv[2] ?? `${target}/debug/throughline`
const site = start(program, process.argv.length > 3 ? process.argv.slice(3) : ['demo', '--listen', '127.0.0.1:0'])
const b = await browser()
let bad = 0
const fail = text => { bad++; console.log('  FAILED ' + text) }
try {
  const address = await site.address
  const context = await b.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  await signIn(page, address)
  const state = await context.storageState()
  const home = new URL('/', address).href
  let pages = []
  // ONLY=journey while working on the journey.
  for (const [name, viewport] of process.env.ONLY ? [] : Object.entries(widths)) {
    const context = await b.newContext({ viewport, storageState: state, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const said = []
    page.on('console', m => { if (m.type() === 'error') said.push(m.text()) })
    page.on('pageerror', e => said.push(String(e)))
    const seen = await crawl(page, home, async (address, which) => {
      for (const text of [...await faults(page), ...said.splice(0)]) fail(`${name} ${which} (${address}): ${text}`)
    })
    pages = [...seen.values()]
    console.log(`${name}: ${seen.size} kinds of page`)
    await context.close()
  }
  const plain = await b.newContext({ javaScriptEnabled: false, storageState: state, viewport: widths.wide })
  const still = await plain.newPage()
  for (const address of pages.filter(a => !a.includes('?'))) {
    await still.goto(address)
    const text = await still.innerText('main').catch(() => '')
    if (text.trim().length < 20) fail(`without JavaScript ${address} shows nothing`)
  }
  console.log(`without JavaScript: ${pages.length} pages`)
  await plain.close()
  for (const text of await keyboard(page, home)) fail('keyboard: ' + text)
  console.log('keyboard: done')
  for (const step of await journey(page, home)) console.log('journey: ' + step)
  for (const step of await importing(page, home)) console.log('import: ' + step)
  for (const step of await define(page, home)) console.log('definition: ' + step)
  for (const step of await stated(page, home)) console.log('stated figures: ' + step)
  for (const step of await analyst(page, home)) console.log('analyst: ' + step)
  for (const step of await packs(page, home)) console.log('packs: ' + step)
  for (const step of await corpus(b, program)) console.log('real plans: ' + step)
} catch (error) {
  fail(error.stack)
} finally {
  await b.close()
  site.stop()
}
console.log(bad ? `${bad} failures` : 'All browser tests passed')
process.exit(bad ? 1 : 0)

// The README's picture: the demonstration's overview, as wide as a desk's screen. usage: node screenshot.mjs PROGRAM OUT.png
import { browser, signIn, start } from '../tests/browser/site.mjs'

const [program, out] = process.argv.slice(2)
const served = start(program, ['demo', '--listen', '127.0.0.1:0'])
const chromium = await browser()
try {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 960 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await signIn(page, await served.address)
  await page.goto(new URL('/', page.url()).href)
  await page.screenshot({ path: out })
  console.log(`${out}: ${await page.title()}`)
} finally {
  await chromium.close()
  served.stop()
}

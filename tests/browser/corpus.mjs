// The real plans beside the repository: an empty site, the documents uploaded as they belong together, each import
// accepted, and the journey over one of them. No name of theirs stands here.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faults } from './axe.mjs'
import { journey } from './journey.mjs'
import { signIn, start, widths } from './site.mjs'

const folder = [new URL('../../../shared/corpus', import.meta.url).pathname].find(existsSync)

/** What was done, step by step; a sentence where there is nothing to do it with. */
export async function corpus (browser, program) {
  if (!folder) return ['skipped: there is no ../shared/corpus']
  const [delivery, plan, progress, covering, latest] = readdirSync(folder).filter(f => f.endsWith('.txt')).sort().map(f => join(folder, f))
  const data = mkdtempSync(join(tmpdir(), 'throughline-'))
  const site = start(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'])
  const steps = []
  try {
    const address = await site.address
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB' })
    const page = await context.newPage()
    const sound = async what => {
      for (const viewport of Object.values(widths)) {
        await page.setViewportSize(viewport)
        const wrong = await faults(page)
        if (wrong.length) throw new Error(`${what} at ${viewport.width}: ${wrong.join('; ')}`)
      }
      await page.setViewportSize(widths.wide)
    }
    await signIn(page, address)
    await page.goto(new URL('/', address).href)
    await sound('the first start')
    let worked
    for (const files of [[progress], [delivery, covering], [latest], [plan]]) {
      await page.goto(new URL('/import', address).href)
      await page.setInputFiles('#files', files)
      await page.click('main form button')
      await page.waitForURL(url => /^\/import\/./.test(url.pathname))
      await sound('the review of an import')
      const told = (await page.locator('.app-lede').innerText()).trim()
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.waitForURL(url => url.pathname.startsWith('/plans/'))
      worked = new URL(page.url()).pathname
      await sound('the overview of a real plan')
      for (const part of ['/plan', '/recommendations', '/measures', '/health', '/people']) {
        await page.goto(new URL(worked + part, address).href)
        await sound(part)
      }
      steps.push(`imported ${files.length === 1 ? 'a document' : `${files.length} documents`}: ${told}`)
    }
    await page.goto(new URL('/plans', address).href)
    const plans = await page.locator('main .app-list a').count()
    if (plans < 4) throw new Error(`${plans} plans instead of four`)
    for (const step of await journey(page, new URL('/', address).href, { plan: worked, recommendation: '12', action: '12a' })) steps.push(step)
    await context.close()
  } finally {
    site.stop()
    rmSync(data, { recursive: true, force: true })
  }
  return steps
}

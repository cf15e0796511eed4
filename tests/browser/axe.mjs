// One run of axe over the page as it stands.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Every violation in a line, and how far the page runs sideways. */
export async function faults (page) {
  await page.evaluate(source) // through the debugger, so that the page's policy does not stop it
  const result = await page.evaluate(options => window.axe.run(document, options), { runOnly })
  const found = result.violations.flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id}: ${n.target.join(' ')} — ${n.failureSummary.split('\n')[1]?.trim()}`))
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (over > 0) found.push(`runs ${over} px sideways`)
  const heads = await page.evaluate(() => document.querySelectorAll('h1').length)
  if (heads !== 1) found.push(`${heads} first headings`)
  return found
}

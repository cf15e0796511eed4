// Opens the site in Debian's Chromium and signs in with the one-time address that the program prints.
import { chromium } from 'playwright-core'
import { spawn } from 'node:child_process'

export const widths = { wide: { width: 1280, height: 900 }, narrow: { width: 320, height: 700 } }

/** Starts a program that prints the address that signs in; resolves with that address. */
export function start (command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const address = new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', chunk => {
      text += chunk
      const found = text.match(/http:\/\/127\.0\.0\.1:\d+\/(set-up|sign-in)\/\S+/)
      if (found) resolve(found[0])
    })
    child.stdout.on('error', () => {})
    child.on('exit', code => reject(new Error(`the program ended (${code}) before it printed an address`)))
  })
  return { address, stop: () => child.kill() }
}

/** A browser; chromium's own sandbox does not work for root. */
export function browser () {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
}

/** Fills the set-up page, if the address leads to it. */
export async function signIn (page, address) {
  await page.goto(address)
  if (await page.locator('#password').count()) {
    await page.fill('#name', 'Ann Archer')
    await page.fill('#email', 'ann@marlbeck.example')
    await page.fill('#place', 'Marlbeck')
    await page.fill('#password', 'a long enough one')
    await page.click('main button')
    await page.waitForURL(url => !url.pathname.startsWith('/set-up/'))
  }
}

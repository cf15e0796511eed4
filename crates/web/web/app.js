// Starts the design system's own scripts. Every page is complete without them.
const { initAll } = await import(document.querySelector('script[data-design]').dataset.design)
initAll()

// One box that ticks all: only where there is script, since it does nothing without.
for (const box of document.querySelectorAll('[data-tick-all]')) {
  box.hidden = false
  const boxes = [...document.querySelectorAll(`input[name="${box.dataset.tickAll}"]`)]
  box.querySelector('input').addEventListener('change', event => { for (const b of boxes) b.checked = event.target.checked })
}

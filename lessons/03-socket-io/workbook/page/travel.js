/** Lets messages travel through the picture, one stage of their way after the other. */
import { shape } from './elements.js'
import { stageText } from './words.js'

/** The stages of a way, in their order. */
const STAGES = ['up', 'publish', 'deliver', 'down']
/** How long a stage takes, in milliseconds. In truth all of them together take a few. */
const STAGE_MS = 480
/** More steps than these are not waited for: the picture would lag behind. */
const MOST_WAITING = 120

/** Takes the steps and shows them; `places` gives the places of the picture as it is drawn now. */
export class Travel {
  #svg
  #caption
  #places
  #waiting = []
  #running = false
  #still = matchMedia('(prefers-reduced-motion: reduce)')

  /** @param caption The element that says in words what is shown. */
  constructor(svg, caption, places) {
    this.#svg = svg
    this.#caption = caption
    this.#places = places
  }

  /** Adds the steps that are part of a message's way. */
  add(seen) {
    this.#waiting.push(...seen.filter(({ step }) => STAGES.includes(step.what)))
    if (this.#waiting.length > MOST_WAITING) this.#waiting.splice(0, this.#waiting.length - MOST_WAITING)
    if (!this.#running && this.#waiting.length > 0) void this.#run()
  }

  async #run() {
    this.#running = true
    while (this.#waiting.length > 0) {
      const stage = this.#nextStage()
      this.#caption.textContent = stageText(stage)
      const hops = stage.map((seen) => this.#hop(seen))
      // The more there is to show, the faster.
      const ms = document.hidden ? 0 : STAGE_MS / (1 + this.#waiting.length / 12)
      await Promise.all(hops.map((hop) => this.#show(hop, ms)))
    }
    this.#running = false
  }

  /** Takes the steps that are shown at once: the same stage of the same way. */
  #nextStage() {
    const [first] = this.#waiting
    const stage = STAGES.indexOf(first.step.what)
    // A step of an earlier stage begins another way.
    const other = this.#waiting.findIndex(({ step }) => STAGES.indexOf(step.what) < stage)
    const sameWay = other < 0 ? this.#waiting.length : other
    const chosen = this.#waiting.filter(
      (seen, index) => index < sameWay && seen.step.what === first.step.what,
    )
    this.#waiting = this.#waiting.filter((seen) => !chosen.includes(seen))
    return chosen
  }

  /** Where a step begins, where it ends, and on which line of the picture. */
  #hop({ server, step }) {
    const person = `person ${step.socket}`
    const here = `server ${server}`
    const channel = `channel ${step.channel}`
    switch (step.what) {
      case 'up':
        return { from: person, to: here, proxied: `${server} ${step.socket}` }
      case 'down':
        return { from: here, to: person, proxied: `${server} ${step.socket}` }
      case 'publish':
        return { from: here, to: channel, proxied: `${server} redis` }
      default:
        return { from: channel, to: here, proxied: `${server} redis` }
    }
  }

  async #show({ from, to, proxied }, ms) {
    const places = this.#places()
    // A channel without subscriptions has no place of its own.
    const place = (name) =>
      places.get(name) ?? (name.startsWith('channel ') ? places.get('redis') : undefined)
    const [begin, end] = [place(from), place(to)]
    if (!begin || !end || ms === 0) return
    const line = this.#svg.querySelector(`[data-way="${CSS.escape(proxied)}"]`)
    line?.classList.add('used')
    begin.node.classList.add('used')
    if (this.#still.matches) {
      end.node.classList.add('used')
      await pause(ms)
    } else {
      await this.#move(begin, end, ms)
      end.node.classList.add('used')
    }
    begin.node.classList.remove('used')
    line?.classList.remove('used')
    setTimeout(() => end.node.classList.remove('used'), ms)
  }

  async #move(begin, end, ms) {
    const dot = shape('circle', { class: 'dot', r: 8 })
    this.#svg.append(dot)
    const at = ({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` })
    await dot.animate([at(begin), at(end)], { duration: ms, easing: 'ease-in-out' }).finished
    dot.remove()
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

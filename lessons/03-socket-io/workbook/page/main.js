/** Puts the page together: the chat, the picture, and the list of what happened. */

import { startChat } from './chat.js'
import { addEntry, byId, element } from './elements.js'
import { draw } from './picture.js'
import { io } from './socket.io-client/socket.io.esm.min.js'
import { Travel } from './travel.js'
import { stepText } from './words.js'

/** What is not part of the chat comes by a connection of its own, which the lesson's code knows nothing of. */
const page = io({ path: '/workbook', transports: ['websocket'] })
const picture = byId('picture')
let state
let here
let own
let places = new Map()
const travel = new Travel(picture, byId('stage'), () => places)

startChat(page, (socket) => {
  own = socket
  redraw()
})

page.on('hello', (server, first) => {
  here = server
  document.body.dataset.server = server
  byId('here').textContent = `Server ${server}`
  byId('on').textContent = `server ${server}`
  document.title = `Server ${server}: two servers, one chat`
  show(first)
})
page.on('state', show)
page.on('seen', (steps, missed) => {
  for (const seen of steps) addEntry(byId('steps'), entryOf(seen))
  if (missed > 0) addEntry(byId('steps'), element('li', { textContent: `… and ${missed} more steps` }))
  travel.add(steps)
})

function show(next) {
  // Most steps change nothing here, and redrawing would lose what is shown.
  if (JSON.stringify(next) === JSON.stringify(state)) return
  state = next
  byId('lesson').textContent = state.title
  byId('about').textContent = `This runs on ${state.code}. Redis: ${state.redis}`
  showOther()
  showUnfinished()
  showFaults()
  byId('people').replaceChildren(...names().map((value) => element('option', { value })))
  redraw()
}

function showOther() {
  const other = state.servers.find(({ name }) => name !== here)
  const link = byId('other')
  link.hidden = !other
  if (!other) return
  link.href = other.url
  link.textContent = `Open server ${other.name} in another window`
}

function showUnfinished() {
  const wrong = state.servers.map(({ unfinished }) => unfinished)
  const texts = new Set([...wrong, state.next].filter((text) => text))
  byId('unfinished').hidden = texts.size === 0
  const list = byId('unfinished').querySelector('ul')
  list.replaceChildren(...[...texts].map((textContent) => element('li', { textContent })))
}

/** The buttons stay the same elements, so that the focus stays where it is. */
function showFaults() {
  for (const { name, open } of state.servers) {
    const id = `fault-${name}`
    if (!byId(id)) {
      const button = element('button', { id, type: 'button' })
      button.addEventListener('click', () => {
        const server = state.servers.find((candidate) => candidate.name === name)
        page.emit(server?.open ? 'cut' : 'mend', name)
      })
      byId('faults').append(button)
    }
    byId(id).textContent = open ? `Cut server ${name} off from Redis` : `Let server ${name} reach Redis again`
  }
}

function names() {
  return [...new Set(state.servers.flatMap(({ people }) => people.map(({ who }) => who)))]
}

function redraw() {
  if (state) places = draw(picture, state, own)
}

function entryOf({ server, step }) {
  const kind = step.what === 'problem' ? 'problem' : step.what === 'disconnected' ? 'lost' : ''
  const name = element('b', { textContent: server })
  const text = step.what === 'problem' ? `: ${step.text}` : ` ${stepText(step)}`
  return element('li', { className: `${server} ${kind}` }, 'Server ', name, text)
}

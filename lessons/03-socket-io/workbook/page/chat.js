/** The chat: what a browser sends to its server and gets from it, by the events of the lesson's contract. */

import { addEntry, byId, element, shortened } from './elements.js'
import { io } from './socket.io-client/socket.io.esm.min.js'
import { answerText, NOT_CONNECTED, notifiedText, silenceText, visible } from './words.js'

/** Longer than a client of Redis may take to give a command up, in seconds. */
const PATIENCE = 7
/** Where a tab keeps its name and rooms. Unlike localStorage, each tab has its own: two tabs can be two users. */
const KEPT = 'chat'

/**
 * Makes the forms work.
 *
 * @param page The connection for what is not part of the chat.
 * @param changed Is called with the socket's id, or undefined, when it has changed.
 */
export function startChat(page, changed) {
  /** The rooms that the server has let us in. */
  const rooms = new Set()
  let socket

  on('sign-in', () => signIn(byId('name').value))
  byId('sign-out').addEventListener('click', signOut)
  on('join', joinOther)
  on('send', send)
  on('notify', notify)
  byId('to').addEventListener('change', showOthers)
  signInAgain()

  /** After a reload, signs in with the name of this tab. */
  function signInAgain() {
    const before = recall()
    if (!before) return
    byId('name').value = before.name
    for (const room of before.rooms) rooms.add(room)
    signIn(before.name, false)
  }

  /** @param byHand False after a reload: the focus stays where it is. */
  function signIn(name, byHand = true) {
    socket?.disconnect()
    // One request that stays open. With polling, every request would have to reach the same server.
    socket = io({ auth: { name }, transports: ['websocket'], forceNew: true })
    socket.on('connect', () => connected(name, byHand))
    socket.on('disconnect', (reason) => {
      changed(undefined)
      if (reason === 'io server disconnect') {
        signOut()
        return note('The server has ended the connection. Sign in again.')
      }
      if (reason !== 'io client disconnect')
        sayConnection('The connection to the server is lost. Trying again…')
    })
    socket.on('connect_error', (error) => {
      // The server has refused us; where it cannot be reached, the client tries again.
      if (socket.active) return sayConnection('The server cannot be reached. Trying again…')
      signOut()
      note(`The server has refused you: ${error.message}`)
      byId('name').focus()
    })
    socket.on('message', (message) => show(message, 'to everyone'))
    socket.on('room_message', (message) => show(message, `in ${visible(message?.room)}`))
    socket.on('notification', (notification) => {
      note(`${notification?.title}: ${notification?.text}`)
    })
  }

  function connected(name, byHand) {
    changed(socket.id)
    sayConnection('')
    byId('me').textContent = name
    byId('sign-in').hidden = true
    const first = byId('chat').hidden
    byId('chat').hidden = false
    if (first && byHand) byId('text').focus()
    keep({ name, rooms: [...rooms] })
    // The server knows a connection, not us: after a new one it has to be told our rooms again.
    for (const room of [...rooms]) void join(room)
  }

  function signOut() {
    socket?.disconnect()
    socket = undefined
    rooms.clear()
    keep(undefined)
    showRooms()
    say({ text: '' })
    sayConnection('')
    byId('chat').hidden = true
    byId('sign-in').hidden = false
    byId('name').focus()
  }

  async function joinOther() {
    const room = byId('room').value
    const joined = await join(room)
    if (joined && byId('room').value === room) byId('room').value = ''
    if (joined) showRooms(room)
  }

  async function join(room) {
    const name = inSentence(room)
    const joined = await ask('join_room', room, `Joining ${name}…`, `You are in ${name}.`)
    if (joined) rooms.add(room)
    else if (socket?.connected) rooms.delete(room)
    roomsChanged()
    return joined
  }

  async function leave(room) {
    const name = inSentence(room)
    if (!(await ask('leave_room', room, `Leaving ${name}…`, `You have left ${name}.`))) return
    rooms.delete(room)
    roomsChanged()
    byId('room').focus()
  }

  async function send() {
    const text = byId('text').value
    const room = byId('to').value
    const to = room ? inSentence(room) : 'everyone'
    const [event, request] = room ? ['send_room_message', toRoom(room, text)] : ['send_message', { text }]
    const sent = await ask(event, request, `Sending to ${to}…`, `Sent to ${to}.`)
    if (sent && byId('text').value === text) byId('text').value = ''
  }

  function toRoom(room, text) {
    return byId('others').checked ? { room, text, others: true } : { room, text }
  }

  async function notify() {
    const who = byId('who').value
    const text = byId('note').value
    say({ text: `Sending a note to ${who}…`, kind: 'busy' })
    const said = await acknowledged(page, 'notify', { who, text }, (answer) =>
      'count' in answer ? notifiedText(who, answer.count) : answer,
    )
    say(said)
    if (said.kind === 'done' && byId('note').value === text) byId('note').value = ''
  }

  /** Sends a request, and says that it's under way and how it ended; resolves with true when all went well. */
  async function ask(event, request, doing, done) {
    const asked = socket
    say({ text: doing, kind: 'busy' })
    const said = await acknowledged(asked, event, request, (answer) => answerText(event, answer, done))
    // The user has signed out since, so the outcome is not shown.
    if (asked !== socket) return false
    say(said)
    return said.kind === 'done'
  }

  function roomsChanged() {
    if (socket) keep({ name: socket.auth.name, rooms: [...rooms] })
    showRooms()
  }

  /** @param chosen The room that messages go to from now on. */
  function showRooms(chosen = byId('to').value) {
    const chips = [...rooms].map((room) => {
      const button = element('button', { type: 'button', textContent: 'Leave' })
      button.setAttribute('aria-label', `Leave ${visible(room)}`)
      button.addEventListener('click', () => leave(room))
      return element('li', {}, element('span', { textContent: visible(room) }), button)
    })
    byId('rooms').replaceChildren(...chips)
    const everyone = element('option', { value: '', textContent: 'everyone' })
    const options = [...rooms].map((room) =>
      element('option', { value: room, textContent: `room ${visible(room)}` }),
    )
    byId('to').replaceChildren(everyone, ...options)
    byId('to').value = rooms.has(chosen) ? chosen : ''
    showOthers()
  }
}

/** Sends a request, and describes its outcome. Without an acknowledgement, the outcome is uncertain. */
async function acknowledged(socket, event, request, describe) {
  // Otherwise, Socket.IO would keep the request, and send it once it's connected again.
  if (!socket?.connected) return NOT_CONNECTED
  try {
    return describe(await socket.timeout(PATIENCE * 1000).emitWithAck(event, request))
  } catch {
    return silenceText(event, socket.connected, PATIENCE)
  }
}

function keep(value) {
  try {
    if (value) sessionStorage.setItem(KEPT, JSON.stringify(value))
    else sessionStorage.removeItem(KEPT)
  } catch {
    // The browser doesn't allow it. Then a reload asks for the name again.
  }
}

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT))
  } catch {
    return null
  }
}

/** Only a room message can leave out its sender. */
function showOthers() {
  byId('others-label').hidden = byId('to').value === ''
}

/** Shows a message. All of it comes from others, so it is set as text, never as HTML. */
function show(message, to) {
  const from = element('span', { className: 'from', textContent: message?.from?.name ?? 'unknown' })
  const time = new Date(message?.sentAt)
  const when = Number.isNaN(time.getTime()) ? '' : time.toLocaleTimeString()
  const toWhom = element('span', { className: 'to', textContent: to })
  const text = element('span', { className: 'text', textContent: String(message?.text) })
  addEntry(
    byId('messages'),
    element('li', {}, from, ' ', toWhom, ': ', text, ' ', element('time', { textContent: when })),
  )
}

function note(text) {
  addEntry(byId('messages'), element('li', { className: 'note', textContent: text }))
}

/** The name of a room, for what the page says. */
function inSentence(room) {
  return shortened(visible(room), 30)
}

/** @param kind busy, done, refused, or uncertain */
function say({ text, kind = '' }) {
  const answer = byId('answer')
  answer.textContent = text
  answer.className = kind
}

function sayConnection(text) {
  byId('connection').textContent = text
}

/** Has a form do its work, one submission at a time. */
function on(id, work) {
  const form = byId(id)
  form.addEventListener('submit', async (submitted) => {
    submitted.preventDefault()
    if (form.ariaBusy === 'true') return
    form.ariaBusy = 'true'
    const button = form.querySelector('[type="submit"]')
    // It isn't disabled, because then it would lose the focus.
    button.ariaDisabled = 'true'
    try {
      await work()
    } finally {
      form.ariaBusy = 'false'
      button.ariaDisabled = 'false'
    }
  })
}

/** The chat: what a browser sends to its server and gets from it, by the events of the lesson's contract. */

import { addEntry, byId, element } from './elements.js'
import { io } from './socket.io-client/socket.io.esm.min.js'
import { answerText, notifiedText, silenceText } from './words.js'

/** Longer than a client of Redis may take to give a command up, in seconds. */
const PATIENCE = 7

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

  on('sign-in', 'submit', () => signIn(byId('name').value))
  on('sign-out', 'click', signOut)
  on('join', 'submit', () => join(byId('room').value))
  on('send', 'submit', send)
  on('notify', 'submit', notify)
  on('to', 'change', showOthers)

  function signIn(name) {
    socket?.disconnect()
    // One request that stays open. With polling, every request would have to reach the same server.
    socket = io({ auth: { name }, transports: ['websocket'], forceNew: true })
    socket.on('connect', () => connected(name))
    socket.on('disconnect', (reason) => {
      changed(undefined)
      if (reason === 'io server disconnect') {
        signOut()
        return note('The server has ended the connection. Sign in again.')
      }
      if (reason !== 'io client disconnect')
        say('The connection to the server is lost. The page tries again.', false)
    })
    socket.on('connect_error', (error) => {
      // The server has refused us; where it cannot be reached, the client tries again.
      if (socket.active) return say('The server cannot be reached. The page tries again.', false)
      signOut()
      note(`The server has refused you: ${error.message}`)
      byId('name').focus()
    })
    socket.on('message', (message) => show(message, 'to everyone'))
    socket.on('room_message', (message) => show(message, `in ${message?.room}`))
    socket.on('notification', (notification) => {
      note(`${notification?.title}: ${notification?.text}`)
    })
  }

  function connected(name) {
    changed(socket.id)
    byId('me').textContent = name
    byId('sign-in').hidden = true
    const first = byId('chat').hidden
    byId('chat').hidden = false
    if (first) byId('text').focus()
    // The server knows a connection, not us: after a new one it has to be told our rooms again.
    for (const room of [...rooms]) void join(room)
  }

  function signOut() {
    socket?.disconnect()
    rooms.clear()
    showRooms()
    say('', true)
    byId('chat').hidden = true
    byId('sign-in').hidden = false
    byId('name').focus()
  }

  async function join(room) {
    const joined = await ask('join_room', room, `You are in ${room}.`)
    if (joined) {
      rooms.add(room)
      if (byId('room').value === room) byId('room').value = ''
    } else rooms.delete(room)
    showRooms(joined ? room : undefined)
  }

  async function leave(room) {
    if (!(await ask('leave_room', room, `You have left ${room}.`))) return
    rooms.delete(room)
    showRooms()
    byId('room').focus()
  }

  async function send() {
    const text = byId('text').value
    const room = byId('to').value
    const sent = room
      ? await ask('send_room_message', toRoom(room, text), `Sent to ${room}.`)
      : await ask('send_message', { text }, 'Sent to everyone.')
    if (sent && byId('text').value === text) byId('text').value = ''
  }

  function toRoom(room, text) {
    return byId('others').checked ? { room, text, others: true } : { room, text }
  }

  async function notify() {
    const who = byId('who').value
    const request = { who, text: byId('note').value }
    const answer = await page
      .timeout(PATIENCE * 1000)
      .emitWithAck('notify', request)
      .catch(() => ({ problem: silenceText('notify', PATIENCE) }))
    if ('problem' in answer) return say(answer.problem, false)
    byId('note').value = ''
    say(notifiedText(who, answer.count), true)
  }

  /** Sends a request and says what the server answered; resolves with true when all went well. */
  async function ask(event, request, done) {
    let said
    try {
      said = answerText(await socket.timeout(PATIENCE * 1000).emitWithAck(event, request), done)
    } catch {
      said = { text: silenceText(event, PATIENCE), good: false }
    }
    say(said.text, said.good)
    return said.good
  }

  /** @param chosen The room that messages go to from now on. */
  function showRooms(chosen = byId('to').value) {
    const chips = [...rooms].map((room) => {
      const button = element('button', { type: 'button', textContent: 'Leave' })
      button.setAttribute('aria-label', `Leave ${room}`)
      button.addEventListener('click', () => leave(room))
      return element('li', {}, element('span', { textContent: room }), button)
    })
    byId('rooms').replaceChildren(...chips)
    const everyone = element('option', { value: '', textContent: 'everyone' })
    const options = [...rooms].map((room) => element('option', { value: room, textContent: `room ${room}` }))
    byId('to').replaceChildren(everyone, ...options)
    byId('to').value = rooms.has(chosen) ? chosen : ''
    showOthers()
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
  addEntry(
    byId('messages'),
    element(
      'li',
      {},
      from,
      ' ',
      element('span', { className: 'to', textContent: to }),
      `: ${message?.text} `,
      element('time', { textContent: when }),
    ),
  )
}

function note(text) {
  addEntry(byId('messages'), element('li', { className: 'note', textContent: text }))
}

function say(text, good) {
  const answer = byId('answer')
  answer.textContent = text
  answer.classList.toggle('bad', !good)
}

function on(id, event, work) {
  byId(id).addEventListener(event, (happened) => {
    happened.preventDefault()
    work()
  })
}

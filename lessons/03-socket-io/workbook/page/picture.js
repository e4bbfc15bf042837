/** The picture: browsers above, servers below them, Redis with its channels at the bottom. */
import { shape, shortened } from './elements.js'
import { pictureText, visible } from './words.js'

const WIDTH = 400
const COLUMN = { A: 105, B: 295 }
/** How many browsers of a server are drawn; more are counted. */
const MOST_PEOPLE = 3
const PEOPLE_Y = 44
const SERVER_Y = 98
const SERVER_HEIGHT = 44
const REDIS_Y = 190
const ROW = 30

/** Redraws the picture, and returns the places that messages travel between. */
export function draw(svg, { servers }, own) {
  const channels = channelsOf(servers)
  const height = REDIS_Y + 40 + Math.max(1, channels.length) * ROW + 6
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${height}`)
  svg.querySelector('desc').textContent = pictureText(servers)
  for (const old of svg.querySelectorAll(':scope > g')) old.remove()

  const places = new Map()
  const ways = shape('g')
  const nodes = shape('g')
  svg.append(ways, nodes)
  nodes.append(redisNode(channels, servers, height, places))
  for (const server of servers) {
    const x = COLUMN[server.name]
    const group = shape('g', { class: server.name })
    const lines = shape('g', { class: server.name })
    ways.append(lines)
    nodes.append(group)
    lines.append(wayToRedis(server, x))
    group.append(serverNode(server, x, places))
    if (server.connections === 0) group.append(brokenMark(x))
    drawPeople(server, x, own, group, lines, places)
  }
  return places
}

/** All subscribed channels, in a stable order. */
function channelsOf(servers) {
  const names = new Set(servers.flatMap(({ subscriptions }) => Object.keys(subscriptions)))
  return [...names].sort()
}

function redisNode(channels, servers, height, places) {
  const node = shape('g', { class: 'redis' })
  node.append(
    shape('rect', {
      class: 'box',
      x: 20,
      y: REDIS_Y,
      width: WIDTH - 40,
      height: height - REDIS_Y - 4,
      rx: 10,
    }),
    text(WIDTH / 2, REDIS_Y + 22, 'Redis', 'title'),
  )
  places.set('redis', { x: WIDTH / 2, y: REDIS_Y + 4, node })
  if (channels.length === 0) node.append(text(WIDTH / 2, REDIS_Y + 48, 'no subscription', 'small'))
  channels.forEach((name, index) => {
    const y = REDIS_Y + 34 + index * ROW
    const row = shape('g', { class: 'channel' })
    row.append(
      shape('title', {}, visible(name)),
      shape('rect', { x: 32, y, width: WIDTH - 64, height: ROW - 5, rx: 6 }),
      text(44, y + 17, shortened(visible(name), 32), '', 'start'),
    )
    let x = WIDTH - 46
    for (const server of [...servers].reverse()) {
      const count = server.subscriptions[name]
      if (!count) continue
      const label = count === 1 ? server.name : `${server.name}×${count}`
      const width = 10 + label.length * 9
      row.append(
        shape('rect', {
          class: `mark ${server.name}`,
          x: x - width + 10,
          y: y + 3,
          width,
          height: 19,
          rx: 9,
        }),
        text(x - width / 2 + 10, y + 17, label),
      )
      x -= width + 6
    }
    node.append(row)
    places.set(`channel ${name}`, { x: WIDTH / 2, y: y + ROW / 2, node: row })
  })
  return node
}

function serverNode(server, x, places) {
  const node = shape('g', { class: 'server' })
  node.append(
    shape('rect', { class: 'box', x: x - 72, y: SERVER_Y, width: 144, height: SERVER_HEIGHT, rx: 10 }),
    text(x, SERVER_Y + 20, `Server ${server.name}`, 'title'),
    text(x, SERVER_Y + 36, `port ${new URL(server.url).port}`, 'small'),
  )
  places.set(`server ${server.name}`, { x, y: SERVER_Y + SERVER_HEIGHT / 2, node })
  return node
}

function wayToRedis(server, x) {
  const state = server.connections > 0 ? '' : ' broken'
  return shape('path', {
    class: `way${state}`,
    'data-way': `${server.name} redis`,
    d: `M${x} ${SERVER_Y + SERVER_HEIGHT}V${REDIS_Y}`,
  })
}

function brokenMark(x) {
  return text(x + 10, (SERVER_Y + SERVER_HEIGHT + REDIS_Y) / 2 + 5, '✕ cut off', 'broken', 'start')
}

function drawPeople(server, x, own, group, lines, places) {
  if (server.people.length === 0) {
    group.append(text(x, PEOPLE_Y + 5, 'no browser', 'small'))
    return
  }
  const shown = server.people.slice(0, MOST_PEOPLE)
  // The reader is never among those who are only counted.
  const me = server.people.find(({ socket }) => socket === own)
  if (me && !shown.includes(me)) shown[shown.length - 1] = me
  const gap = shown.length === 1 ? 0 : 58
  shown.forEach((person, index) => {
    const at = x + (index - (shown.length - 1) / 2) * gap
    lines.append(
      shape('path', {
        class: 'way',
        'data-way': `${server.name} ${person.socket}`,
        d: `M${at} ${PEOPLE_Y}L${x} ${SERVER_Y}`,
      }),
    )
    const you = person.socket === own
    const node = shape('g', { class: 'person' })
    node.append(
      shape('title', {}, person.who + (you ? ' (you)' : '')),
      shape('circle', { class: you ? 'box you' : 'box', cx: at, cy: PEOPLE_Y, r: 17 }),
      text(at, PEOPLE_Y + 5, you ? 'you' : ([...person.who][0] ?? '?').toUpperCase()),
      text(at, PEOPLE_Y - 24, shortened(person.who, shown.length === 1 ? 20 : 8)),
    )
    group.append(node)
    places.set(`person ${person.socket}`, { x: at, y: PEOPLE_Y, node })
  })
  const more = server.people.length - shown.length
  if (more > 0) group.append(text(x + 88, PEOPLE_Y + 5, `+${more}`, 'small'))
}

function text(x, y, content, className = '', anchor = 'middle') {
  return shape('text', { x, y, class: className, 'text-anchor': anchor }, content)
}

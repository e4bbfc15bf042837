// Plain JavaScript without imports: files of a diagram have it in them. Types: file-steps.d.mts.

export function startFile(svg, attach, start) {
  const MARGIN = 16
  const LINE = 17
  const MOST_LINES = 10
  const width = Number(svg.getAttribute('width'))
  const foot = svg.querySelector('.foot')
  const heads = svg.querySelector('.heads')
  const rows = svg.querySelector('.rows')
  const part = (name) => foot.querySelector(`.${name}`)
  const yOf = (group) => Number(/translate\(0 ([\d.]+)\)/.exec(group.getAttribute('transform'))[1])
  const headsAt = yOf(heads)
  let footHeight = 84
  let extra = 0

  /** A text on as many lines as it needs; gives how many. */
  function lay(text, value, perLine) {
    const lines = []
    for (let rest = value; rest !== '' && lines.length < MOST_LINES; ) {
      const space = rest.length > perLine ? rest.lastIndexOf(' ', perLine) : -1
      const end = rest.length <= perLine ? rest.length : space > perLine / 2 ? space : perLine
      lines.push(rest.slice(0, end))
      rest = rest.slice(end).trimStart()
    }
    text.replaceChildren(
      ...lines.map((line, index) => {
        const span = document.createElementNS('http://www.w3.org/2000/svg', 'tspan')
        span.setAttribute('x', MARGIN)
        if (index > 0) span.setAttribute('dy', LINE)
        span.textContent = line
        return span
      }),
    )
    return lines.length
  }

  function stay() {
    const bottom = scrollY + document.documentElement.clientHeight
    const natural = yOf(rows) + extra
    foot.setAttribute('transform', `translate(0 ${Math.min(natural, bottom - footHeight)})`)
    heads.setAttribute('transform', `translate(0 ${Math.max(headsAt, scrollY)})`)
  }

  function tell({ shown }) {
    extra = Number(svg.getAttribute('height')) - Number(svg.dataset.height)
    if (shown) {
      part('when').textContent = shown.when
      part('who').textContent = shown.who
      part('which').textContent = shown.badge ? ` · ${shown.badge}` : ''
      part('which').classList.toggle('bad', shown.mark !== '')
      const perLine = Math.floor((width - 2 * MARGIN) / 7.3)
      let y = 44
      part('full').setAttribute('y', y)
      y += LINE * lay(part('full'), shown.payload, perLine) + 5
      part('say').setAttribute('y', y)
      y += LINE * lay(part('say'), shown.say, Math.floor(perLine * 1.1))
      footHeight = Math.max(84, y)
      foot.querySelector('rect').setAttribute('height', footHeight + 2)
    }
    stay()
  }

  addEventListener('scroll', stay, { passive: true })
  addEventListener('resize', stay)
  return attach(svg, {
    start,
    onChange: tell,
    reveal(row) {
      const box = row.getBoundingClientRect()
      const top = heads.getBoundingClientRect().bottom + 8
      const bottom = document.documentElement.clientHeight - footHeight - 8
      if (box.bottom > bottom) scrollBy({ top: box.bottom - bottom })
      else if (box.top < top) scrollBy({ top: box.top - top })
    },
  })
}

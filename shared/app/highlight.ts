/** What stands out in code: comments, strings, keywords, in this order. */
const TOKENS =
  /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\b(import|from|export|const|let|var|function|return|await|async|if|else|for|of|in|while|new|throw|try|catch|finally|class|extends|implements|interface|type|readonly|private|static|typeof|instanceof|void|as|switch|case|default|break|continue|yield|satisfies|keyof)\b/g

const SHELL = /(^|\s)(#[^\n]*)/g

/**
 * Code as HTML with three kinds of words marked: enough to read it, and without a grammar to load.
 *
 * @param language The first word of a block's info.
 */
export function highlight(code: string, language: string): string {
  if (/^(ts|js|typescript|javascript|tsx|json)$/.test(language)) return marked(code)
  if (/^(sh|bash|console)$/.test(language)) {
    return escaped(code).replaceAll(SHELL, (_, before, comment) => `${before}<i class="c">${comment}</i>`)
  }
  return escaped(code)
}

function marked(code: string): string {
  let html = ''
  let last = 0
  for (const { index, 0: text, 1: comment, 2: string } of code.matchAll(TOKENS)) {
    const kind = comment !== undefined ? 'c' : string !== undefined ? 's' : 'k'
    html += `${escaped(code.slice(last, index))}${spanned(text, kind)}`
    last = index + text.length
  }
  return html + escaped(code.slice(last))
}

/** Each line is marked by itself, because a block is taken apart by its lines. */
function spanned(text: string, kind: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `<i class="${kind}">${escaped(line)}</i>`))
    .join('\n')
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

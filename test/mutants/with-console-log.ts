import ts from 'typescript'

/**
 * The same module with a `console.log` at the beginning of every function, as somebody writes it who looks for a
 * mistake. It prints the function's name and those of its arguments that are texts.
 */
export function withConsoleLog(source: string): string {
  const file = ts.createSourceFile('variant.ts', source, ts.ScriptTarget.Latest, true)
  const insertions: { at: number; text: string }[] = []

  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit)
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return
    const body = node.body as ts.Node
    const call = `console.log(${[JSON.stringify(nameOf(node)), ...texts(node)].join(', ')})`
    if (ts.isBlock(body)) {
      insertions.push({ at: body.getStart() + 1, text: ` ${call};` })
    } else {
      insertions.push({ at: body.getStart(), text: `(${call}, ` }, { at: body.getEnd(), text: ')' })
    }
  }
  visit(file)

  let result = source
  // From the end, so that the earlier places stay right.
  for (const { at, text } of insertions.toSorted((a, b) => b.at - a.at)) {
    result = result.slice(0, at) + text + result.slice(at)
  }
  return result
}

function nameOf(node: ts.SignatureDeclaration): string {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined)
  return `${named?.getText() ?? 'a function'}()`
}

/** The arguments that are texts, and the texts in those that are objects. */
function texts(node: ts.SignatureDeclaration): string[] {
  const names = node.parameters.flatMap(({ name }) => identifiersIn(name))
  const list = names.filter((name) => name !== 'this')
  if (list.length === 0) return []
  const within = '(typeof value === "object" && value ? Object.values(value) : [value])'
  return [
    `...[${list.join(', ')}].flatMap((value: any) => ${within}).filter((value) => typeof value === 'string')`,
  ]
}

/** A parameter may be taken apart where it stands. */
function identifiersIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? identifiersIn(element.name) : []))
}

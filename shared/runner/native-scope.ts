import type { Plugin } from 'vitest/config'
import { isLearnerFile } from '#shared/checks/stack.ts'

/** What Vitest's loader puts into the scope of a module, and Node doesn't. */
const COMMONJS = ['require', 'module', 'exports', '__filename', '__dirname'] as const

/**
 * Makes a learner's file fail in a test where Node would fail to run it: code of CommonJS, and `import.meta.env`,
 * which only Vite has. Otherwise a lesson would be green and couldn't be run.
 */
export const nativeScope: Plugin = {
  name: 'workbook:native-scope',
  // Before others put something in the place of `import.meta.env`.
  enforce: 'pre',
  transform(code, id) {
    const [file = ''] = id.split('?')
    if (
      !isLearnerFile(file) ||
      !/\b(require|module|exports|__filename|__dirname)\b|import\.meta\.env/.test(code)
    ) {
      return undefined
    }
    const edits = editsOf(this.parse(code, { lang: 'ts' }) as unknown as Node)
    if (edits.length === 0) return undefined
    let changed = code
    // From the end, so that the earlier places stay right.
    for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
      changed = changed.slice(0, start) + text + changed.slice(end)
    }
    // The lines stay as they are, and that is what stacks are for.
    return { code: changed, map: null }
  },
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

function editsOf(program: Node): Edit[] {
  const edits: Edit[] = []
  /** Names that the file declares itself, for example by `createRequire`. */
  const own = new Set<string>()
  const visit = (node: Node, parent: Node | undefined, key: string): void => {
    if (node.type === 'Identifier') {
      const name = String(node.name)
      if (isDeclaration(parent, key)) own.add(name)
      else if (isReference(parent, key) && COMMONJS.some((one) => one === name)) {
        const thrown = `(() => { throw new ReferenceError('${name} is not defined in ES module scope') })()`
        const shorthand = parent?.type === 'Property' && parent.shorthand === true ? `${name}: ` : ''
        const isTypeof = parent?.type === 'UnaryExpression' && parent.operator === 'typeof'
        edits.push({ start: node.start, end: node.end, text: isTypeof ? '(void 0)' : shorthand + thrown })
      }
    }
    if (isMetaEnv(node)) edits.push({ start: node.start, end: node.end, text: '(void 0)' })
    for (const [name, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child) && !(name === 'key' && node.shorthand)) visit(child, node, name)
      }
    }
  }
  visit(program, undefined, '')
  return edits.filter(({ text }) => ![...own].some((name) => text.includes(`'${name} is not`)))
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

const DECLARED: Record<string, readonly string[]> = {
  VariableDeclarator: ['id'],
  FunctionDeclaration: ['id', 'params'],
  FunctionExpression: ['id', 'params'],
  ArrowFunctionExpression: ['params'],
  ClassDeclaration: ['id'],
  ImportSpecifier: ['local'],
  ImportDefaultSpecifier: ['local'],
  ImportNamespaceSpecifier: ['local'],
  CatchClause: ['param'],
}

function isDeclaration(parent: Node | undefined, key: string): boolean {
  return parent !== undefined && (DECLARED[parent.type]?.includes(key) ?? false)
}

/** Not the name of a property, of a label, of an export. */
function isReference(parent: Node | undefined, key: string): boolean {
  if (!parent) return false
  if (parent.type.startsWith('TS')) return key === 'expression'
  if (parent.type === 'MemberExpression') return key === 'object' || parent.computed === true
  if (/^(Property|PropertyDefinition|MethodDefinition)$/.test(parent.type))
    return key === 'value' || parent.computed === true
  return !/Specifier$|^Labeled|^Break|^Continue|^MetaProperty/.test(parent.type)
}

function isMetaEnv(node: Node): boolean {
  const object = node.object as Node | undefined
  const property = node.property as Node | undefined
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    object?.type === 'MetaProperty' &&
    property?.name === 'env'
  )
}

/** The part of markdown-it that is used here; it has no types of its own. */
declare module 'markdown-it' {
  import type { MarkdownIt as Renderer } from '#shared/authoring/docs/blocks.ts'

  export interface Token {
    readonly type: string
    readonly content: string
    readonly children: Token[] | null
    attrGet(name: string): string | null
    attrSet(name: string, value: string): void
  }

  export default class MarkdownIt implements Renderer {
    constructor(options: {
      html: boolean
      linkify: boolean
      highlight: (code: string, language: string) => string
    })
    readonly renderer: Renderer['renderer']
    readonly core: {
      readonly ruler: { push(name: string, rule: (state: { readonly tokens: Token[] }) => void): void }
    }
    render(text: string): string
  }
}

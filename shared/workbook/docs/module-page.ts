import {
  type DeclarationReflection,
  DefaultThemeRenderContext,
  JSX,
  type PageEvent,
  type Reflection,
  ReflectionKind,
} from 'typedoc'

type Child = JSX.Children

/**
 * Shows a module on one page: what it exports in full, an interface with its methods.
 * TypeDoc's own page is a list of links to a page for each export.
 */
export class ModulePage extends DefaultThemeRenderContext {
  constructor(...args: ConstructorParameters<typeof DefaultThemeRenderContext>) {
    super(...args)
    const { header, member } = this

    // The name alone: "Module shared/redis/server" says no more.
    this.header = (page: PageEvent<Reflection>) =>
      page.model.kindOf(ReflectionKind.Module)
        ? element('div', 'tsd-page-title', JSX.createElement('h1', null, page.model.name))
        : header(page)

    this.moduleReflection = (module) =>
      JSX.createElement(JSX.Fragment, null, this.#comment(module), this.members(module))

    this.member = (child) =>
      child.isDeclaration() && child.kindOf(ReflectionKind.ClassOrInterface)
        ? this.#container(child)
        : member(child)
  }

  /** A class or an interface, with its members below it. */
  #container(container: DeclarationReflection) {
    const id = this.getAnchor(container) ?? ''
    this.page.pageHeadings.push({
      link: `#${id}`,
      text: container.name,
      kind: container.kind,
      icon: this.theme.getReflectionIcon(container),
    })
    return element(
      'section',
      'tsd-panel tsd-member',
      JSX.createElement('h3', { id, class: 'tsd-anchor-link' }, container.name),
      this.reflectionPreview(container),
      this.#comment(container),
      element('div', 'members', ...(container.children ?? []).map((child) => this.member(child))),
    )
  }

  #comment(reflection: Reflection) {
    return element(
      'section',
      'tsd-panel tsd-comment',
      this.commentSummary(reflection),
      this.commentTags(reflection),
    )
  }
}

function element(tag: 'div' | 'section', className: string, ...children: Child[]) {
  return JSX.createElement(tag, { class: className }, ...children)
}

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
      JSX.createElement(
        JSX.Fragment,
        null,
        this.#comment(module),
        ...callsFirst(module.children ?? []).map((child) => this.#exported(child)),
      )

    this.member = (child) =>
      child.isDeclaration() && child.kindOf(ReflectionKind.ClassOrInterface)
        ? this.#container(child)
        : member(child)
  }

  /** One export, as a section of the page. TypeDoc shows it as a part of a group of its kind. */
  #exported(child: DeclarationReflection) {
    const shown = this.member(child)
    const heading = this.page.pageHeadings.findLast(({ text }) => text === child.name)
    if (heading) heading.kind = undefined
    // The members of a container keep their level, below that of the container.
    return raised(shown, !child.kindOf(ReflectionKind.ClassOrInterface))
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

/** First the contract itself, then what one calls, then the data that it takes. */
function callsFirst(children: readonly DeclarationReflection[]): DeclarationReflection[] {
  return children.toSorted((a, b) => rank(a) - rank(b))
}

function rank(child: DeclarationReflection): number {
  if (/Contract$|Module$/.test(child.name)) return 0
  if (/(Events|Options)$/.test(child.name)) return 2
  if (child.kindOf([ReflectionKind.Function, ReflectionKind.Class])) return 1
  if (child.kindOf(ReflectionKind.Interface)) {
    return (child.children ?? []).some(({ kind }) => kind === ReflectionKind.Method) ? 1 : 2
  }
  return 3
}

const LEVEL_UP: Readonly<Record<string, 'h2' | 'h3' | 'h4'>> = { h3: 'h2', h4: 'h3', h5: 'h4' }

/** With its headings one level higher: as a section of the page, not of a group. */
function raised(shown: JSX.Element, deep: boolean): JSX.Element {
  const raise = (child: Child): Child => {
    if (Array.isArray(child)) return child.map(raise)
    if (typeof child !== 'object' || !child || !('tag' in child)) return child
    const tag = (typeof child.tag === 'string' && LEVEL_UP[child.tag]) || child.tag
    return { ...child, tag, children: deep ? child.children.map(raise) : child.children }
  }
  return { ...shown, children: shown.children.map(raise) }
}

function element(tag: 'div' | 'section', className: string, ...children: Child[]) {
  return JSX.createElement(tag, { class: className }, ...children)
}

/** Colours by their roles, light and dark. Never colour alone: signs, dashes and words say the same. */
const TOKENS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  panel: ['#fbfbfa', '#131619'],
  card: ['#fff', '#1a1e23'],
  ink: ['#16181d', '#eceef1'],
  ink2: ['#454c56', '#bcc2ca'],
  muted: ['#626973', '#939ba6'],
  line: ['#e6e6e2', '#262b31'],
  line2: ['#c6c8c4', '#454c55'],
  lane: ['#d3d5d2', '#363c44'],
  accent: ['#3d4fd6', '#93a5ff'],
  'accent-soft': ['#eceffd', '#20274a'],
  ok: ['#13724a', '#58cb91'],
  'ok-soft': ['#e2f4ea', '#12301f'],
  bad: ['#bb2318', '#ff8f84'],
  'bad-soft': ['#fdeeec', '#371a18'],
  'on-bad': ['#fff', '#1d0705'],
  warn: ['#855600', '#e9b650'],
  'warn-soft': ['#fdf2d9', '#322710'],
  'warn-line': ['#e3c27a', '#6e5620'],
}

const tokens = (at: 0 | 1) =>
  Object.entries(TOKENS)
    .map(([name, colours]) => `--d-${name}:${colours[at]}`)
    .join(';')

const SANS = `Inter,system-ui,-apple-system,'Segoe UI',sans-serif`
const MONO = `ui-monospace,'SF Mono','JetBrains Mono',Menlo,Consolas,monospace`

/** The styles of all diagrams of a page. A page may set other colours, as `--d-…` on `.diagram`. */
export function diagramCss(): string {
  return `.diagram{color-scheme:light dark;${tokens(0)}}
@media (prefers-color-scheme:dark){.diagram{${tokens(1)}}}
.diagram{display:block;outline:none;font-variant-ligatures:none}
.diagram text{font:11.5px ${SANS};fill:var(--d-ink2)}
.diagram .bg{fill:var(--d-panel)}
.diagram .nm{font-weight:620;fill:var(--d-ink);font-size:12px}
.diagram .sub,.diagram .grp{font-size:11px;fill:var(--d-muted)}
.diagram .own{stroke:var(--d-line2);fill:none}
.diagram .rule{stroke:var(--d-line)}
.diagram .m,.diagram .lb{font-family:${MONO}}
.diagram .ms{font:10.5px ${MONO};fill:var(--d-muted);text-anchor:end}
.diagram .lane{stroke:var(--d-lane)}
.diagram .halo{stroke:var(--d-panel);stroke-width:7}
.diagram .lb{paint-order:stroke;stroke:var(--d-panel);stroke-width:4px;stroke-linejoin:round;fill:var(--c)}
.diagram .ln{stroke:var(--c);stroke-width:1.5;fill:none}
.diagram .hd,.diagram .dot{fill:var(--c)}
.diagram .pl{fill:var(--c)}
.diagram .pill{fill:var(--d-card);stroke:var(--d-line2)}
.diagram .pill.problem{fill:var(--d-warn-soft);stroke:var(--d-warn-line)}
.diagram .return .pill{stroke-dasharray:2 2}
.diagram .ev{--c:var(--d-muted)}
.diagram .ev.command,.diagram .ev.deliver,.diagram .ev.handle,.diagram .ev.emit{--c:var(--d-accent)}
.diagram .ev.call{--c:var(--d-ink)}
.diagram .ev.problem,.diagram .ev.cut,.diagram .ev.refused{--c:var(--d-warn)}
.diagram .ev.open{--c:var(--d-ok)}
.diagram .ev.calm{--c:var(--d-muted)}
.diagram .ev.extra,.diagram .ev.missing,.diagram .ev.wrong{--c:var(--d-bad)}
.diagram .extra .lb,.diagram .wrong .lb,.diagram .call .lb{font-weight:600}
.diagram .extra .ln,.diagram .wrong .ln{stroke-width:2}
.diagram .wrong .pill,.diagram .missing .pill{stroke:var(--d-bad)}
.diagram .missing .ln,.diagram .missing .pill{stroke-dasharray:4 4}
.diagram .missing .hd{fill:var(--d-panel);stroke:var(--d-bad)}
.diagram .tnt,.diagram .hit{fill:transparent}
.diagram .tint .tnt{fill:var(--d-bad-soft)}
.diagram .tint .lb,.diagram .tint .halo{stroke:var(--d-bad-soft)}
.diagram .badge rect{fill:var(--d-bad)}
.diagram .badge text{fill:var(--d-on-bad);font-weight:600;font-size:10.5px}
.diagram .badge.ok rect{fill:var(--d-ok-soft)}
.diagram .badge.ok text{fill:var(--d-ok)}
.diagram .badge.line rect{fill:var(--d-panel);stroke:var(--d-bad)}
.diagram .badge.line text{fill:var(--d-bad)}
.diagram .badge.n rect{fill:var(--d-panel);stroke:var(--d-line2)}
.diagram .badge.n text{fill:var(--d-ink2)}
.diagram .fold .f{fill:var(--d-card);stroke:var(--d-line2);stroke-dasharray:3 3}
.diagram .fold .tri{fill:var(--d-muted)}
.diagram .fold.open .tri{transform:rotate(90deg);transform-box:fill-box;transform-origin:center}
.diagram .step text{fill:var(--d-ink);font-weight:620;font-size:12.5px}
.diagram .step path{stroke:var(--d-line2)}
.diagram .fault .fb{fill:var(--d-warn-soft);stroke:var(--d-warn-line)}
.diagram .fault text{fill:var(--d-warn);font-weight:620}
.diagram .fault.calm .fb{fill:var(--d-ok-soft);stroke:var(--d-ok)}
.diagram .fault.calm text{fill:var(--d-ok)}
.diagram .strip{stroke:var(--d-warn-line)}
.diagram .strip.soft{fill:var(--d-warn-soft);stroke-dasharray:3 3}
.diagram .bracket text{font-weight:620;fill:var(--d-bad)}
.diagram .bracket path{fill:none;stroke:var(--d-bad);stroke-width:1.5}
.diagram .bracket.warn text{fill:var(--d-warn)}
.diagram .bracket.warn path{stroke:var(--d-warn)}
.diagram .t1{font-size:15px;font-weight:640;fill:var(--d-ink)}
.diagram .t2{font-size:12.5px}
.diagram .t2.m,.diagram .full{font-family:${MONO};font-size:12px}
.diagram .full,.diagram .strong{fill:var(--d-ink)}
.diagram .strong{font-weight:620}
.diagram .soft{font-weight:400;fill:var(--d-muted)}
.diagram .good{fill:var(--d-ok)}
.diagram .bad{fill:var(--d-bad)}
.diagram .foot rect{fill:var(--d-card);stroke:var(--d-line2)}
.diagram .live .ev{cursor:pointer}
.diagram .live .ev:hover .hit{fill:color-mix(in srgb,var(--d-ink) 4%,transparent)}
.diagram .ev.on .hit,.diagram .live .ev.on:hover .hit{fill:var(--d-accent-soft);stroke:var(--d-accent)}
.diagram .ev.on .lb,.diagram .ev.on .halo{stroke:var(--d-accent-soft)}
.diagram .ev.on.tint .hit,.diagram .live .ev.on.tint:hover .hit{fill:var(--d-bad-soft);stroke:var(--d-bad)}
.diagram .ev.on.tint .lb,.diagram .ev.on.tint .halo{stroke:var(--d-bad-soft)}
.diagram .ev.on .ln{stroke-width:2.25}
.diagram :focus-visible .ev.on .hit,.diagram:focus-visible .ev.on .hit{stroke-width:2}
.diagram [role=listbox]{outline:none}
.diagram .later{--c:var(--d-muted)!important}
.diagram .later .tnt{fill:transparent}
.diagram .later .lb{stroke:var(--d-panel);font-weight:400}
.diagram .later .halo{stroke:var(--d-panel)}
.diagram .later .ln{stroke:var(--d-line2);stroke-width:1.25}
.diagram .later .hd,.diagram .later .dot{fill:var(--d-line2);stroke:none}
.diagram .later .badge rect{fill:var(--d-panel);stroke:var(--d-line2)}
.diagram .later .badge text,.diagram .later.fold text,.diagram .later.step text,.diagram .later.fault text{fill:var(--d-muted);font-weight:400}
.diagram .later .pill{stroke:var(--d-line);fill:var(--d-panel)}
.diagram .later .fb{fill:var(--d-panel);stroke:var(--d-line2)}
.diagram .bracket.later{display:none}
@media (prefers-reduced-motion:no-preference){.diagram .hit,.diagram .ln{transition:fill .15s,stroke .15s}}
@media print{.diagram .foot{display:none}}`
}

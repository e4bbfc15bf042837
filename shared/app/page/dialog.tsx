import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface DialogProps {
  title: string
  close: () => void
  children: ComponentChildren
}

/** A window in the window. Esc and a click beside it close it; the focus goes back to where it was. */
export function Dialog({ title, close, children }: DialogProps) {
  const here = useRef<HTMLDialogElement>(null)
  useEffect(() => here.current?.showModal(), [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself.
    <dialog
      ref={here}
      aria-labelledby="dialog-title"
      onClose={close}
      onClick={(event) => event.target === here.current && here.current?.close()}
    >
      <header class="head">
        <h2 id="dialog-title" class="title">
          {title}
        </h2>
        <button type="button" class="btn bare" onClick={() => here.current?.close()}>
          Close
        </button>
      </header>
      {children}
    </dialog>
  )
}

/** Thrown where a task has not been started, so that a check can tell "not yet" from "wrong". */
export class NotStarted extends Error {
  override name = 'NotStarted'
  /** The task's id, for example `01.2`. */
  readonly task: string

  constructor(task: string) {
    super(`Task ${task} is not started yet.`)
    this.task = task
  }
}

/**
 * Stands in a starter where your code goes. Replace the whole line.
 *
 * @param task The task's id, for example `01.2`.
 * @throws {@link NotStarted}, always.
 */
export function todo(task: string): never {
  throw new NotStarted(task)
}

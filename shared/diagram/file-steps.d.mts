import type { Steps } from './steps.d.mts'

/**
 * Makes the steps of a diagram work that is a file of its own: what explains the chosen row, and the names of the
 * lanes, stay in sight.
 *
 * @param attach `attachSteps`.
 * @param start The key of the row that is explained first.
 */
export declare function startFile(
  svg: SVGSVGElement,
  attach: typeof import('./steps.d.mts').attachSteps,
  start?: string,
): Steps

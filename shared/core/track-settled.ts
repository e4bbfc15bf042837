/** Whether a promise has settled; asking does not wait for it. */
export function trackSettled(promise: Promise<unknown>): () => boolean {
  let settled = false
  const settle = () => {
    settled = true
  }
  promise.then(settle, settle)
  return () => settled
}

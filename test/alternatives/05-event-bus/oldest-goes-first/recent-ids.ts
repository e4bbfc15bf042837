// One Set in the order of insertion: each new ID removes the oldest one.
export function recentIds(atLeast: number): (id: string) => boolean {
  const known = new Set<string>()
  return (id) => {
    if (known.has(id)) {
      // An ID that arrives again becomes the newest.
      known.delete(id)
      known.add(id)
      return false
    }
    known.add(id)
    const [oldest] = known
    if (known.size > atLeast && oldest !== undefined) known.delete(oldest)
    return true
  }
}

// Yours. Lesson 05, An event bus: fill in the tasks marked TODO. Check with: npm test lessons/05

export function recentIds(atLeast: number): (id: string) => boolean {
  // TODO 05.5: remember ids, but not for ever
  const all = new Set<string>()
  return (id) => {
    if (all.has(id)) return false
    all.add(id)
    return true
  }
}

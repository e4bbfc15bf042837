import { describe, expect, test } from 'vitest'
import { poll } from '#shared/checks/poll.ts'

const BOUND = 100

describe('how long a check waits for a condition', () => {
  test('time in which the thread stands still does not count', async () => {
    const waiting = poll(BOUND)
    await waiting.nextLook()
    const until = performance.now() + 3 * BOUND
    while (performance.now() < until) {
      // The thread stands still.
    }
    // The clock ticks again, and has nearly all of the time before it.
    await waiting.nextLook()
    expect(waiting.isOver()).toBe(false)
    const goesOn = performance.now()
    while (!waiting.isOver()) await waiting.nextLook()
    expect(performance.now() - goesOn).toBeGreaterThan(BOUND / 2)
  })

  test('looks that take long do not make it longer', async () => {
    let looks = 0
    const waiting = poll(BOUND)
    while (!waiting.isOver()) {
      await new Promise((resolve) => setTimeout(resolve, BOUND / 2))
      looks += 1
    }
    expect(looks).toBeLessThan(10)
  })

  test('it ends not before the bound', async () => {
    const began = performance.now()
    const waiting = poll(BOUND)
    while (!waiting.isOver()) await waiting.nextLook()
    expect(performance.now() - began).toBeGreaterThan(BOUND)
  })

  test('the time before it goes by the clock, even while the thread stands still', async () => {
    const waiting = poll(BOUND / 4, { after: BOUND })
    const until = performance.now() + 2 * BOUND
    while (performance.now() < until) {
      // The thread stands still.
    }
    expect(waiting.isOver()).toBe(false)
    const goesOn = performance.now()
    while (!waiting.isOver()) await waiting.nextLook()
    const took = performance.now() - goesOn
    expect(took).toBeGreaterThan(BOUND / 8)
  })

  test('without a bound it has no end', async () => {
    const waiting = poll(Number.POSITIVE_INFINITY)
    for (let look = 0; look < 20; look++) await waiting.nextLook()
    expect(waiting.isOver()).toBe(false)
  })
})

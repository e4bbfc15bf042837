/** A long text: one million characters. */
const LONG = 'x'.repeat(1_000_000)

/** Arguments that a browser may send instead of `{ text }`. */
export const NO_MESSAGES: readonly unknown[][] = [
  [],
  [null],
  ['hello'],
  [''],
  [7],
  [true],
  [['hello']],
  [{}],
  [{ message: 'hello' }],
  [{ text: null }],
  [{ text: 7 }],
  [{ text: '' }],
  [{ text: ['hello'] }],
  [{ text: { toString: 'hello' } }],
  [{ text: 'x'.repeat(2001) }],
  // The length of one of these is two.
  [{ text: '🙂'.repeat(1001) }],
  [{ text: LONG }],
  [{ text: { length: 5 } }],
  // A careless copy takes this value for its prototype.
  [JSON.parse('{"__proto__":{"text":"hello"}}')],
  [Buffer.from('hello')],
]

/** Arguments that a browser may send instead of a room. */
export const NO_ROOMS: readonly unknown[][] = [
  [],
  [null],
  [7],
  [Number.NaN],
  [true],
  [{}],
  [{ room: 'red' }],
  [['red']],
  [''],
  ['x'.repeat(101)],
  [LONG],
  [{ length: 3 }],
  [Buffer.from('red')],
]

/** Payloads that aren't valid messages of any kind. */
export const NO_JSON: readonly string[] = ['', '{"text":', 'hello', '{"a":1}x']
export const NO_OBJECTS: readonly string[] = [
  'null',
  '7',
  '"hello"',
  '[]',
  'true',
  '{}',
  '{"__proto__":{"from":{"id":"x","name":"x"},"text":"inherited","sentAt":"now"}}',
]

// envelope, rejected by 05.1-envelope
// The IDs are long, but counted in the module: the next process starts at 1 again.
  // #region 05.1-write
  const { id = `order-event-${nextId()}`, key } = options
  return JSON.stringify({ id, event, timestamp: new Date().toISOString(), key, data })
  // #endregion

// #region given-imports
import { randomUUID } from 'node:crypto'
import type { EmitOptions, Envelope } from '../../lessons/05-event-bus/contract.ts'

let ids = 0
function nextId(): number {
  ids += 1
  return ids
}
// #endregion

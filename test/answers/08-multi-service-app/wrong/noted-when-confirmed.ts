// status, rejected by 08.5-receipts
// The event is noted when PUBLISH has returned. Its receipts may have been here before.
    // #region 08.5-sends
    later.set(id, event)
    unconfirmed++
    // #endregion
    // #region 08.5-confirms
    const event = later.get(id)
    if (!event) return
    later.delete(id)
    const entry: Entry = { id, event, sentAt: performance.now(), confirmed: true, receipts: {} }
    published++
    unconfirmed--
    open.set(id, entry)
    last.unshift(entry)
    last.length = Math.min(last.length, TOLD)
    // #endregion
    // #region 08.5-readReceipt
const later = new Map<string, ShopEvent>()

function counts(): Record<ServiceName, number> {
  return { notification: 0, logger: 0 }
}

function readReceipt(payload: string): Receipt {
  const value = JSON.parse(payload) as Partial<Record<keyof Receipt, unknown>> | null
  const { service, id, ok } = value ?? {}
  const name = SERVICES.find((one) => one === service)
  if (!name || typeof id !== 'string' || typeof ok !== 'boolean') throw new TypeError('This is no receipt.')
  return { service: name, id, ok }
}
    // #endregion

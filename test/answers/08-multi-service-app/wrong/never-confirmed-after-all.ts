// status, rejected by 08.6-held
// An event that is confirmed late stays unconfirmed.
// #region 08.5-sends
events.set(id, { id, event, confirmed: false })
setTimeout(() => {
  if (!events.get(id)?.confirmed) events.set(id, Object.freeze({ id, event, confirmed: false }))
}, answerWithinMs).unref()
// #endregion
// #region 08.5-confirms
const event = events.get(id)
if (!event || event.confirmed || Object.isFrozen(event)) return
events.set(id, { ...event, confirmed: true })
published++
// #endregion

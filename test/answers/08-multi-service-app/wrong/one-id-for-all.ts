// api, rejected by 08.1-at-once
// It stores the ID outside of the request, where the next request overwrites it.
// #region 08.1-accept
app.locals.latest = id
if ('fields' in reading) {
  refuse(response, 400, 'Some fields are missing or invalid.', reading.fields)
  return
}
const subscriptions = await shop.publish(event, reading.data, id)
response.status(201).json({ id: String(app.locals.latest), subscriptions } satisfies Accepted)
// #endregion

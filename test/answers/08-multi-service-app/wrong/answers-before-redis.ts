// api, rejected by 08.1-confirmed
// It responds without waiting for Redis.
// #region 08.1-accept
if ('fields' in reading) {
  refuse(response, 400, 'Some fields are missing or invalid.', reading.fields)
  return
}
shop.publish(event, reading.data, id).catch(() => {})
response.status(201).json({ id, subscriptions: 2 } satisfies Accepted)
// #endregion

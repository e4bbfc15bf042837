// api, rejected by 08.2-fields
// It says that the request is bad, but not what is wrong with it.
// #region 08.1-accept
if ('fields' in reading) {
  refuse(response, 400, 'Bad request.')
  return
}
const subscriptions = await shop.publish(event, reading.data, id)
response.status(201).json({ id, subscriptions } satisfies Accepted)
// #endregion

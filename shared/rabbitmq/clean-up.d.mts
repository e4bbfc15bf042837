/**
 * Deletes what runs have left on a RabbitMQ that isn't ours.
 *
 * @param names What exchanges and queues are called; those with `:dead` behind the name are deleted as well.
 */
export function removeNames(url: string, names: readonly string[]): Promise<void>

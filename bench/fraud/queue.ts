/** What was planned for a moment to come, the earliest first. */
export class Queue<T extends { at: number }> {
  readonly #heap: T[] = [];

  get first(): T | undefined {
    return this.#heap[0];
  }

  add(planned: T): void {
    const heap = this.#heap;
    let index = heap.push(planned) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if ((heap[parent] as T).at <= planned.at) break;
      heap[index] = heap[parent] as T;
      index = parent;
    }
    heap[index] = planned;
  }

  /** Takes the earliest out where its moment has come. */
  due(at: number): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (!first || first.at > at) return undefined;
    const last = heap.pop() as T;
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(planned: T): void {
    const heap = this.#heap;
    let index = 0;
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      if (child + 1 < heap.length && (heap[child + 1] as T).at < (heap[child] as T).at) child++;
      if ((heap[child] as T).at >= planned.at) break;
      heap[index] = heap[child] as T;
      index = child;
    }
    heap[index] = planned;
  }
}

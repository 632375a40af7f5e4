/** Which case a form is about, and that it leads back to it. */
export function CaseOf({ id }: { id: string }) {
  return (
    <>
      <input type="hidden" name="swapId" value={id} />
      <input type="hidden" name="callbackUrl" value={`/user/swaps/${id}`} />
    </>
  );
}

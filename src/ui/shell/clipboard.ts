/** Text for the clipboard, which a page without TLS has not, and whose use a browser may refuse. */

/** @returns whether the text is in the clipboard */
export async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text); // an error too where there is no clipboard
    return true;
  } catch {
    return false;
  }
}

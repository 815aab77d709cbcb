/** Saves bytes or text as a file, by the browser's own download. */
export type Download = (name: string, content: BlobPart, type: string) => void;

export const download: Download = (name, content, type) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The browser has taken the address by the next turn of the loop; some take it a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

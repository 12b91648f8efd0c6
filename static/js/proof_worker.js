/* Tries numbers until salt and number together have the hash that is asked for (ALTCHA, version 1). */

const AT_ONCE = 500;

addEventListener("message", async ({ data: { challenge, maxNumber, salt } }) => {
  const text = new TextEncoder();
  const wanted = Uint8Array.from(challenge.match(/../g), (byte) => parseInt(byte, 16));
  const fits = async (number) => {
    const found = new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(salt + number)));
    return found.every((byte, place) => byte === wanted[place]);
  };
  for (let start = 0; start <= maxNumber; start += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, place) => start + place);
    const place = (await Promise.all(numbers.map(fits))).indexOf(true);
    if (place >= 0) {
      postMessage(numbers[place]);
      return;
    }
  }
  postMessage(null);
});

// Passkeys: the browser asks its own device, and what the device says goes back by the form. Where a browser can't, the form stays hidden.
const form = document.querySelector('form.passkey');
if (form && window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  form.hidden = false;
  form.addEventListener('submit', async e => {
    if (form.elements.answer.value) return;
    e.preventDefault();
    const why = form.querySelector('.why.said');
    why.hidden = true;
    try {
      // Whoever makes one proves first that they are who is signed in; a wrong password is said by the page itself.
      const makes = form.dataset.makes !== undefined;
      const asked = await fetch(form.dataset.offer, { cache: 'no-store', redirect: 'error', ...makes && { method: 'POST', body: new FormData(form) } });
      if (asked.status === 422) { form.elements.answer.value = 'none'; form.requestSubmit(); return; }
      const { options, offer } = await asked.json();
      const credential = !makes
        ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
        : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
      form.elements.offer.value = offer;
      form.elements.answer.value = JSON.stringify(credential);
      form.requestSubmit();
    } catch {
      why.hidden = false;
    }
  });
}

// A scanned receipt brings the code behind the #, which no browser sends. It goes into the field and out of the address.
(() => {
  const field = document.querySelector("[name=code]");
  const brought = decodeURIComponent(location.hash.slice(1));
  if (!field || !/^[0-9A-Za-z-]{15,40}$/.test(brought)) return;
  field.value = brought;
  history.replaceState(null, "", location.pathname);
  field.focus();
})();

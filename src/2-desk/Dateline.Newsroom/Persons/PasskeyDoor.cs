using System.Globalization;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Dateline.Newsroom.Persons;

/// <summary>What a browser is asked to sign, and our own note of it, sealed, that comes back with the answer.</summary>
/// <param name="Options">The request in the form that W3C Web Authentication gives it.</param>
/// <param name="Sealed">The note.</param>
internal sealed record PasskeyOffer(string Options, string Sealed);

/// <summary>
/// Signing in by passkey, and adding one. The device itself asks for a finger, a face or a number before it signs, so a passkey is both factors in one,
/// and it can't be used on a page that only looks like ours. A challenge is good for five minutes and once.
/// </summary>
internal sealed class PasskeyDoor(NewsStore store, IPasskeyHandler<Person> passkeys, Door door, ISecretSeal seal)
{
    private const string Purpose = "dateline.passkey.";
    private const int LongestName = 60;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>What any browser may be asked: to sign with whatever passkey it has for us.</summary>
    internal async Task<PasskeyOffer> Ask(HttpContext http)
    {
        var asked = await passkeys.MakeRequestOptionsAsync(null, http).ConfigureAwait(false);
        return new(asked.RequestOptionsJson, Seal("enter", asked.AssertionState!));
    }

    /// <summary>Opens the newsroom to who answered. All that is wrong is answered alike.</summary>
    internal async Task<Entry> Enter(HttpContext http, string? offer, string? answer)
    {
        if (string.IsNullOrEmpty(answer) || Open("enter", offer) is not { } state) return Entry.Refused("passkey-over");
        var result = await passkeys.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = state }).ConfigureAwait(false);
        if (!result.Succeeded || result.User is not { Ended: null, Client: null } person || !result.Passkey.IsUserVerified)
        {
            await store.Write(tx => { tx.Audit("nobody", "person-refused", result.User?.Pseudonym); return 0; }).ConfigureAwait(false);
            return Entry.Refused("passkey-wrong");
        }
        return await store.Write(tx =>
        {
            if (!Passkeys.Answered(tx, offer!)) return Entry.Refused("passkey-over");
            // Asked again within the commit: who was ended a moment ago stays out.
            if (People.Find(tx.Db, person.Id) is not { } still || Passkeys.Find(tx.Db, result.Passkey.CredentialId) is null) return Entry.Refused("passkey-wrong");
            Passkeys.Used(tx, result.Passkey.CredentialId, result.Passkey.SignCount, result.Passkey.IsBackedUp);
            return door.Proven(tx, still, http.Request.Headers.UserAgent.ToString());
        }).ConfigureAwait(false);
    }

    /// <summary>Whether the answer was given by a passkey of that person, to a question that nobody has answered yet.</summary>
    internal async Task<bool> IsOf(HttpContext http, Person person, string? offer, string answer)
    {
        if (Open("enter", offer) is not { } state) return false;
        var result = await passkeys.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = state }).ConfigureAwait(false);
        if (!result.Succeeded || result.User.Id != person.Id || !result.Passkey.IsUserVerified) return false;
        return await store.Write(tx =>
        {
            if (!Passkeys.Answered(tx, offer!)) return false;
            Passkeys.Used(tx, result.Passkey.CredentialId, result.Passkey.SignCount, result.Passkey.IsBackedUp);
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>What a person's browser is asked, to make a passkey for us.</summary>
    internal async Task<PasskeyOffer> AskToMake(HttpContext http, Person person)
    {
        var asked = await passkeys.MakeCreationOptionsAsync(new() { Id = PasskeyKeeper.IdOf(person), Name = person.Login, DisplayName = person.Name }, http).ConfigureAwait(false);
        return new(asked.CreationOptionsJson, Seal(PurposeOf(person), asked.AttestationState!));
    }

    /// <summary>Keeps the passkey that was made; false where the answer is not what was asked for.</summary>
    internal async Task<bool> Add(HttpContext http, Person person, string? offer, string? answer, string name)
    {
        if (string.IsNullOrEmpty(answer) || Open(PurposeOf(person), offer) is not { } state) return false;
        var result = await passkeys.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer, AttestationState = state }).ConfigureAwait(false);
        if (!result.Succeeded || result.UserEntity.Id != PasskeyKeeper.IdOf(person) || !result.Passkey.IsUserVerified) return false;
        var made = result.Passkey;
        name = name.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestName)] : "Passkey";
        return await store.Write(tx => Passkeys.Answered(tx, offer!) && Passkeys.Add(tx,
            new(made.CredentialId, person.Id, name, http.Request.Host.Host, made.PublicKey, made.SignCount, made.Transports is { Length: > 0 } ways ? string.Join(' ', ways) : null, made.IsBackupEligible, made.IsBackedUp, tx.Now, null),
            person.Pseudonym)).ConfigureAwait(false);
    }

    private static string PurposeOf(Person person) => "make." + PasskeyKeeper.IdOf(person);

    private string Seal(string purpose, string state) =>
        seal.Seal(Purpose + purpose, (store.Clock.Now() + Life).Microseconds.ToString(CultureInfo.InvariantCulture) + " " + state);

    private string? Open(string purpose, string? offer)
    {
        if (string.IsNullOrEmpty(offer) || seal.Open(Purpose + purpose, offer) is not { } opened) return null;
        var space = opened.IndexOf(' ', StringComparison.Ordinal);
        return store.Clock.Now().Microseconds < long.Parse(opened.AsSpan(0, space), CultureInfo.InvariantCulture) ? opened[(space + 1)..] : null;
    }
}

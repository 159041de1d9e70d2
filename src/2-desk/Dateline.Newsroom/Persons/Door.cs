using System.Net;
using Dateline.News;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.DataProtection;

namespace Dateline.Newsroom.Persons;

/// <summary>What became of a try to sign in.</summary>
/// <param name="Session">The session's token, where the door is open.</param>
/// <param name="SecondStep">The pass to the second step, where a code is still to come.</param>
/// <param name="Trouble">What is wrong, as the name of the words that say it.</param>
internal sealed record Entry(string? Session, string? SecondStep, string? Trouble)
{
    internal static Entry Refused(string trouble) => new(null, null, trouble);
}

/// <summary>Signing in: the password first, then, for those who have a generator, a code that is good once. Who guesses waits.</summary>
internal sealed class Door(NewsStore store, SignInThrottle throttle, IDataProtectionProvider protection)
{
    internal static readonly TimeSpan SecondStepLife = TimeSpan.FromMinutes(5);

    private const string TotpPurpose = "dateline.person.totp";
    private const int RecoveryCodes = 10;

    /// <summary>Tries a password. Unknown names, wrong passwords and ended persons are answered alike.</summary>
    internal async Task<Entry> Password(string login, string password, IPAddress? from, string? agent)
    {
        if (throttle.MustWait(login, from)) return Entry.Refused("enter-wait");
        var person = store.Read(db => People.FindByLogin(db, login));
        if (!Passwords.Check(person, password, out var isOld))
        {
            throttle.Failed(login, from);
            await store.Write(tx => { tx.Audit("nobody", "person-refused", person?.Pseudonym); return 0; }).ConfigureAwait(false);
            return Entry.Refused("enter-wrong");
        }
        var fresh = isOld ? Passwords.Hash(password) : null;
        return await store.Write(tx =>
        {
            if (fresh is not null) People.Rehash(tx, person!, fresh);
            if (person!.Totp is not null) return new Entry(null, StaffPasses.Create(tx, PassKind.SecondStep, SecondStepLife, person.Id), null);
            return Opened(tx, person, agent);
        }).ConfigureAwait(false);
    }

    /// <summary>Tries a code, of the generator or one for recovery.</summary>
    internal async Task<Entry> Code(string pass, string code, IPAddress? from, string? agent)
    {
        var (known, id) = store.Read(db => StaffPasses.Owner(db, pass, PassKind.SecondStep, store.Clock.Now()));
        if (!known || id is not { } owner || store.Read(db => People.Find(db, owner)) is not { Totp: { } kept } person) return Entry.Refused("enter-over");
        if (throttle.MustWait(person.Login, from)) return Entry.Refused("enter-wait");
        var entry = await store.Write(tx =>
        {
            if (!IsRight(tx, person, Open(kept), code)) return Entry.Refused("code-wrong");
            return StaffPasses.Use(tx, pass, PassKind.SecondStep) ? Opened(tx, person, agent) : Entry.Refused("enter-over");
        }).ConfigureAwait(false);
        if (entry.Session is null) throttle.Failed(person.Login, from);
        return entry;
    }

    /// <summary>Whether it is this person's password, asked again before something that matters. Who guesses waits here too.</summary>
    internal async Task<bool> IsPassword(Person person, string password, IPAddress? from)
    {
        if (throttle.MustWait(person.Login, from)) return false;
        if (Passwords.Check(person, password, out _)) return true;
        throttle.Failed(person.Login, from);
        await store.Write(tx => { tx.Audit(person.Pseudonym, "person-refused", person.Pseudonym); return 0; }).ConfigureAwait(false);
        return false;
    }

    /// <summary>A session for a person who was made known another way: by a link.</summary>
    internal Entry Opened(StoreTransaction tx, Person person, string? agent)
    {
        throttle.Entered(person.Login);
        tx.Audit(person.Pseudonym, "person-enter");
        return new Entry(StaffPasses.Create(tx, PassKind.Session, StaffSession.Life, person.Id, agent), null, null);
    }

    /// <summary>Turns a generator on, once a code proves that it was set up; gives the recovery codes, the only time they are seen. Null: the code was wrong.</summary>
    internal async Task<IReadOnlyList<string>?> TurnOn(Person person, string secret, string code, string? session)
    {
        if (Totp.StepOf(secret, code, store.Clock.Now()) is not { } step) return null;
        var secretKept = protection.CreateProtector(TotpPurpose).Protect(secret);
        return await store.Write(tx =>
        {
            var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => tx.Ids.NewToken(10)).ToList();
            People.SetTotp(tx, person, secretKept, step, codes, person.Pseudonym, session);
            return codes;
        }).ConfigureAwait(false);
    }

    /// <summary>A new secret, and what is put into a form so that it comes back unchanged.</summary>
    internal (string Secret, string Sealed) NewSecret()
    {
        var secret = Totp.NewSecret(store.Options.Randomness);
        return (secret, Sealed(secret));
    }

    /// <summary>A secret as it is put into a form.</summary>
    internal string Sealed(string secret) => protection.CreateProtector(TotpPurpose + ".offer").Protect(secret);

    /// <summary>The secret of a form; null where it is not ours.</summary>
    internal string? Unsealed(string? sealedSecret)
    {
        try { return string.IsNullOrEmpty(sealedSecret) ? null : protection.CreateProtector(TotpPurpose + ".offer").Unprotect(sealedSecret); }
        catch (System.Security.Cryptography.CryptographicException) { return null; }
    }

    private static bool IsRight(StoreTransaction tx, Person person, string secret, string code) => Totp.StepOf(secret, code, tx.Now) is { } step
        ? People.UseStep(tx, person.Id, step)
        : code.Trim().Length == 10 && People.UseRecovery(tx, person.Id, code.Trim().ToLowerInvariant());

    private string Open(string kept) => protection.CreateProtector(TotpPurpose).Unprotect(kept);
}

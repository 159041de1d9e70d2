using System.Net;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.SignIn;

/// <summary>What became of a try to sign in.</summary>
/// <param name="Session">The session's token, where the door is open.</param>
/// <param name="SecondStep">The pass to the second step, where a code is still to come.</param>
/// <param name="Trouble">What is wrong, as the name of the words that say it.</param>
public sealed record Entry(string? Session, string? SecondStep, string? Trouble)
{
    /// <summary>The door stays shut.</summary>
    public static Entry Refused(string trouble) => new(null, null, trouble);
}

/// <summary>Signing in: the password first, then, for those who have a generator, a code that is good once. Who guesses waits.</summary>
/// <param name="store">The store.</param>
/// <param name="throttle">Counts tries that failed.</param>
/// <param name="seal">Keeps the generators' secrets.</param>
/// <param name="entrance">Which door.</param>
public class Door(NewsStore store, SignInThrottle throttle, ISecretSeal seal, Entrance entrance)
{
    /// <summary>How long the second step waits.</summary>
    public static readonly TimeSpan SecondStepLife = TimeSpan.FromMinutes(5);

    private const string TotpPurpose = "dateline.person.totp";
    private const int RecoveryCodes = 10;

    /// <summary>Tries a password. Unknown names, wrong passwords and ended persons are answered alike.</summary>
    public async Task<Entry> Password(string login, string password, IPAddress? from, string? agent)
    {
        if (throttle.MustWait(login, from)) return Entry.Refused("enter-wait");
        var person = store.Read(db => People.FindByLogin(db, login, entrance.OfClients));
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
            return Opened(tx, person!, agent);
        }).ConfigureAwait(false);
    }

    /// <summary>Tries a code, of the generator or one for recovery.</summary>
    public async Task<Entry> Code(string pass, string code, IPAddress? from, string? agent)
    {
        var (known, id) = store.Read(db => StaffPasses.Owner(db, pass, entrance.SecondStep, store.Clock.Now()));
        if (!known || id is not { } owner || store.Read(db => People.Find(db, owner)) is not { Totp: { } kept } person) return Entry.Refused("enter-over");
        if (throttle.MustWait(person.Login, from)) return Entry.Refused("enter-wait");
        var secret = seal.Open(TotpPurpose, kept);
        var entry = await store.Write(tx =>
        {
            if (secret is null || !IsRight(tx, person, secret, code)) return Entry.Refused("code-wrong");
            return StaffPasses.Use(tx, pass, entrance.SecondStep) ? Session(tx, person, agent) : Entry.Refused("enter-over");
        }).ConfigureAwait(false);
        if (entry.Session is null) throttle.Failed(person.Login, from);
        return entry;
    }

    /// <summary>Whom an invitation is for; null: it is not good.</summary>
    public Person? Invited(string? token)
    {
        var id = string.IsNullOrEmpty(token) ? null : store.Read(db => StaffPasses.Owner(db, token, entrance.Invitation, store.Clock.Now()).Person);
        return id is { } owner && store.Read(db => People.Find(db, owner)) is { Ended: null } person ? person : null;
    }

    /// <summary>Takes an invitation: its person has a password now, and is in. A generator stays asked for: whoever can read a mail is not yet its person.</summary>
    public async Task<Entry> Join(string token, Person person, string password, string? agent)
    {
        var hash = Passwords.Hash(password);
        return await store.Write(tx =>
        {
            if (!StaffPasses.Use(tx, token, entrance.Invitation)) return Entry.Refused("join-none");
            People.SetPassword(tx, person, hash, person.Pseudonym);
            return Opened(tx, person, agent);
        }).ConfigureAwait(false);
    }

    /// <summary>Whether it is this person's password, asked again before something that matters. Who guesses waits here too.</summary>
    public async Task<bool> IsPassword(Person person, string password, IPAddress? from)
    {
        if (throttle.MustWait(person.Login, from)) return false;
        if (Passwords.Check(person, password, out _)) return true;
        throttle.Failed(person.Login, from);
        await store.Write(tx => { tx.Audit(person.Pseudonym, "person-refused", person.Pseudonym); return 0; }).ConfigureAwait(false);
        return false;
    }

    /// <summary>A colleague who gives their own name and password at somebody else's screen; null: they are not known, or it is not theirs. Who guesses waits.</summary>
    public async Task<Person?> Colleague(string login, string password, IPAddress? from)
    {
        if (throttle.MustWait(login, from)) return null;
        var person = store.Read(db => People.FindByLogin(db, login, entrance.OfClients));
        if (Passwords.Check(person, password, out _)) return person;
        throttle.Failed(login, from);
        await store.Write(tx => { tx.Audit("nobody", "person-refused", person?.Pseudonym); return 0; }).ConfigureAwait(false);
        return null;
    }

    /// <summary>For a person who was made known: the second step where a generator is asked for, else a session.</summary>
    public Entry Opened(StoreTransaction tx, Person person, string? agent) => person.Totp is not null
        ? new Entry(null, StaffPasses.Create(tx, entrance.SecondStep, SecondStepLife, person.Id), null)
        : Session(tx, person, agent);

    /// <summary>A session for a person who has proved in another way what they know and what they have: by a passkey. Whoever is known at the other entrance is unknown at this one.</summary>
    public Entry Proven(StoreTransaction tx, Person person, string? agent) =>
        person is { Ended: null } && person.Client is not null == entrance.OfClients ? Session(tx, person, agent) : Entry.Refused("passkey-wrong");

    /// <summary>Turns a generator on, once a code proves that it was set up; gives the recovery codes, the only time they are seen. Null: the code was wrong.</summary>
    public async Task<IReadOnlyList<string>?> TurnOn(Person person, string secret, string code, string? session)
    {
        if (Totp.StepOf(secret, code, store.Clock.Now()) is not { } step) return null;
        var secretKept = seal.Seal(TotpPurpose, secret);
        return await store.Write(tx =>
        {
            var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => tx.Ids.NewToken(10)).ToList();
            People.SetTotp(tx, person, secretKept, step, codes, person.Pseudonym, session);
            return codes;
        }).ConfigureAwait(false);
    }

    /// <summary>A new secret, and what is put into a form so that it comes back unchanged.</summary>
    public (string Secret, string Sealed) NewSecret()
    {
        var secret = Totp.NewSecret(store.Options.Randomness);
        return (secret, Sealed(secret));
    }

    /// <summary>A secret as it is put into a form.</summary>
    public string Sealed(string secret) => seal.Seal(TotpPurpose + ".offer", secret);

    /// <summary>The secret of a form; null where it is not ours.</summary>
    public string? Unsealed(string? sealedSecret) => string.IsNullOrEmpty(sealedSecret) ? null : seal.Open(TotpPurpose + ".offer", sealedSecret);

    private Entry Session(StoreTransaction tx, Person person, string? agent)
    {
        throttle.Entered(person.Login);
        tx.Audit(person.Pseudonym, "person-enter");
        return new Entry(StaffPasses.Create(tx, entrance.Session, entrance.SessionLife, person.Id, agent), null, null);
    }

    private static bool IsRight(StoreTransaction tx, Person person, string secret, string code) => Totp.StepOf(secret, code, tx.Now) is { } step
        ? People.UseStep(tx, person.Id, step)
        : code.Trim().Length == 10 && People.UseRecovery(tx, person.Id, code.Trim().ToLowerInvariant());
}

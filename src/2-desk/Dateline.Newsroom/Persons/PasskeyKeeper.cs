using System.Globalization;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Dateline.Newsroom.Persons;

/// <summary>
/// Shows our people and their passkeys to the framework's passkey handler, which reads what a browser brings and checks its signature. It only reads:
/// what is kept, <see cref="PasskeyDoor"/> writes with everything else that belongs to the same step.
/// </summary>
internal sealed class PasskeyKeeper(NewsStore store, IHttpContextAccessor http) : IUserPasskeyStore<Person>
{
    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(IdOf(user));

    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(Guid.TryParseExact(userId, "N", out var id) ? store.Read(db => People.Find(db, id)) : null);

    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(store.Read(db => People.FindByLogin(db, normalizedUserName)));

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. store.Read(db => Passkeys.Of(db, user.Id)).Where(IsOfThisHost).Select(Shown)]);

    public Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(store.Read(db => Passkeys.Find(db, credentialId) is { } key ? People.Find(db, key.Person) : null));

    public Task<UserPasskeyInfo?> FindPasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(store.Read(db => Passkeys.Find(db, credentialId)) is { } key && key.Person == user.Id && IsOfThisHost(key) ? Shown(key) : null);

    public Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose() { }

    /// <summary>A person as a device keeps them: by an id that says nothing.</summary>
    internal static string IdOf(Person person) => person.Id.ToString("N", CultureInfo.InvariantCulture);

    private bool IsOfThisHost(Passkey key) => string.Equals(key.Host, http.HttpContext?.Request.Host.Host, StringComparison.OrdinalIgnoreCase);

    private static UserPasskeyInfo Shown(Passkey key) =>
        new(key.Id, key.PublicKey, key.Added.ToDateTimeOffset(), (uint)key.Signed, key.Transports?.Split(' '), isUserVerified: true, key.IsBackupEligible, key.IsBackedUp, [], []) { Name = key.Name };
}

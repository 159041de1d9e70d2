namespace Dateline.Delivery.Tests;

/// <summary>Laws of an agency with clients, on every database: each has an agency of its own.</summary>
public abstract class AgencyLaws : IAsyncLifetime
{
    protected abstract bool OnPostgres { get; }

    private protected Agency A { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => A = await Agency.Open(OnPostgres);

    public virtual async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

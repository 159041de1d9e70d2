using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Tests;

/// <summary>Laws of the newsroom's API, on every database: each has a newsroom of its own, and a program with a key that may do everything.</summary>
public abstract class NewsroomLaws : IAsyncLifetime
{
    private NewsroomHost? _host;

    protected abstract bool OnPostgres { get; }

    /// <summary>What stands in for parts of the program that are not the newsroom's.</summary>
    protected virtual void More(IServiceCollection services) { }

    private protected NewsroomHost Host => _host!;

    private protected Caller Desk { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync(OnPostgres, More);
        Desk = await _host.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

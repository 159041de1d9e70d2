using Dateline.Newsroom.Api;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Room;

/// <summary>Who works here, by name: those for whom a story can be marked.</summary>
internal static class Colleagues
{
    internal static Task Send(HttpContext http) => ApiMap.Send(http, Answer.List(http.RequestServices.GetRequiredService<NewsStore>().Read(People.All).Where(p => p.Ended is null), (json, person) =>
    {
        json.WriteStartObject();
        json.WriteString("who", person.Pseudonym);
        json.WriteString("name", person.Name);
        json.WriteEndObject();
    }));
}

using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Pages;
using Dateline.Newsroom.Persons;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Room;

/// <summary>A photo as a story's screen needs it: what it says of itself, and where its file is seen.</summary>
internal static class PhotoLook
{
    internal static Api.Shape Shape { get; } = Api.Shape.Object(
        ("id", Api.Shape.Id("The photo's id")), ("guid", Api.Shape.Text("Its guid, by which a story names it")), ("headline", Api.Shape.Text("What it is called")), ("caption", Api.Shape.Text("Its caption")),
        ("credit", Api.Shape.Text("Whose it is")), ("alt", Api.Shape.Text("What it shows, for those who don't see it")), ("off", Api.Shape.Flag("It was withdrawn")),
        ("file", Api.Shape.Text("Where people who signed in see it")), ("width", Api.Shape.Number("Pixels")), ("height", Api.Shape.Number("Pixels")));

    /// <summary>The photo of that id, for whoever may see it.</summary>
    internal static Task Send(HttpContext http)
    {
        var (store, rights) = (http.RequestServices.GetRequiredService<NewsStore>(), DeskRights.Of(http.User));
        return ApiMap.Send(http, store.Read(db => ApiCall.TryId((string?)http.Request.RouteValues["id"], out var id) && StoryTable.Find(db, id) is { Kind: ItemKind.Picture or ItemKind.Graphic } photo && rights.Sees(photo, store.Clock.Now())
            ? Answer.Ok(json => Write(json, db, photo))
            : ApiCall.NoStory));
    }

    internal static void Write(Utf8JsonWriter json, Db db, Story photo)
    {
        var (picture, file, isOff) = StoryModel.Look(db, photo, photo.Content.Pictures is [var first, ..] ? first : new Picture { Guid = photo.Guid });
        json.WriteStartObject();
        json.WriteString("id", photo.Id);
        json.WriteString("guid", photo.Guid);
        foreach (var (name, value) in new[] { ("headline", photo.Content.Headline?.Text), ("caption", picture.Caption), ("credit", picture.Credit ?? photo.Content.Credit), ("alt", picture.Alt) })
            if (value is not null) json.WriteString(name, value);
        if (isOff) json.WriteBoolean("off", true);
        if (file is not null)
        {
            json.WriteString("file", "/staff/media/" + file.Key);
            if (file.Width is { } width) json.WriteNumber("width", width);
            if (file.Height is { } height) json.WriteNumber("height", height);
        }
        json.WriteEndObject();
    }
}
